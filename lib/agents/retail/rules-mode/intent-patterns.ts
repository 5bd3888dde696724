/** What the grammar understands. `hand_over` is what it recognises as a person's business. */
export type IntentKind =
  'question' | 'order_status' | 'customer' | 'change_address' | 'cancel' | 'return' | 'store_credit' | 'hand_over';

/** `refund` alone means a return; beside another wish it means nothing of its own. */
export type Keyword = IntentKind | 'refund';

const within = (characters: number, butNot = '') =>
  butNot ? `(?:(?!\\b${butNot}\\b)[^.?!;\\n]){0,${characters}}?` : `[^.?!;\\n]{0,${characters}}?`;
const pattern = (...parts: string[]) => new RegExp(parts.join(''), 'gi');

const CHANGE = '\\b(?:chang|updat|modif|correct|fix|edit|switch)\\w*\\b';
/** What names an order or holds a number is about the customer's own things and no question to the shop. */
const IN_GENERAL = '(?![^.?!\\n]*\\d)(?!\\s+(?:it|my|the|this)\\b)';
const SHOW = '\\b(?:show|check|see|get|find|look(?:ing)?\\s?up)\\b';

/** In order of precedence where two begin at the same word. */
export const PATTERNS: readonly (readonly [Keyword, RegExp])[] = [
  ['question', pattern('\\b(?:what|which|how|explain|tell me)\\b', IN_GENERAL, within(60), '\\bpolic(?:y|ies)\\b')],
  ['question', pattern('\\b(?:returns?|refund|exchange|shipping|cancellation|privacy)\\s+polic(?:y|ies)\\b')],
  ['question', pattern('\\bhow\\s+(?:long|fast|soon|quickly|much|many)\\b', IN_GENERAL, within(80), '\\w')],
  [
    'question',
    pattern('\\bhow\\s+(?:do|does|can)\\b', IN_GENERAL, within(60), '\\b(?:works?|gift cards?|password|pay)\\b'),
  ],
  [
    'question',
    pattern(
      '\\b(?:do|does|can|could)\\s+(?:you|i|we)\\s+(?:\\w+\\s+){0,2}(?:ship|deliver|accept|sell|offer|pay)\\b',
      IN_GENERAL,
    ),
  ],
  ['question', pattern('\\bgift cards?\\b', IN_GENERAL, within(40), '\\b(?:expires?|valid|last)\\b')],
  ['question', pattern('\\b(?:opening|business|office|support)\\s+hours\\b|\\bwhen\\s+are\\s+you\\b')],
  [
    'hand_over',
    pattern(
      '\\b(?:talk|speak|chat|transfer|connect)\\w*\\b',
      within(30),
      '\\b(?:human|person|people|someone|representative|agent|manager|supervisor)\\b',
    ),
  ],
  ['hand_over', pattern('\\b(?:exchang|swap|replace)\\w*\\b')],
  [
    'hand_over',
    pattern(CHANGE, within(60, 'address'), '\\b(?:payment|items?|sizes?|colou?rs?|email|name|password)\\b'),
  ],
  ['hand_over', pattern(CHANGE, within(40), '\\b(?:default|profile|account|billing) address\\b')],
  [
    'hand_over',
    pattern('\\bcancel\\w*\\s+(?:the|my|a|that|this)\\s+(?:return|refund|exchange|account|subscription)\\b'),
  ],
  ['cancel', pattern('\\bcancel(?:l?ing|l?ation)?\\b')],
  ['change_address', pattern(CHANGE, within(60), '\\baddress\\b')],
  ['change_address', pattern('\\baddress\\b', within(40), '\\b(?:changed?|wrong|updated?|corrected?)\\b')],
  ['change_address', pattern('\\b(?:ship|send|deliver|redirect)\\b', within(60), '\\bto\\s+(?=\\d+\\s)')],
  ['store_credit', pattern('\\bstore credit\\b')],
  ['store_credit', pattern('\\$\\s?\\d[\\d.,]*\\s+(?:of\\s+)?(?:\\w+\\s+)?credit\\b(?! card)')],
  ['store_credit', pattern('\\bcredit\\b(?! card)', within(20), '\\$\\s?\\d')],
  ['return', pattern('\\breturn(?:ing)?\\b(?! policy)')],
  ['return', pattern('\\bsend(?:ing)?\\s+(?:\\w+\\s+){1,3}back\\b')],
  ['refund', pattern('\\brefund\\b')],
  [
    'order_status',
    pattern("\\bstatus\\b|\\btrack(?:ing)?\\b|\\bwhere(?:['’]s|\\s+is|\\s+are)\\b|\\bwhen\\s+(?:will|does|is)\\b"),
  ],
  ['order_status', pattern('\\b(?:has|have|did|is|was)\\b', within(40), '\\b(?:ship|shipped|arrived?|delivered)\\b')],
  ['order_status', pattern(SHOW, within(15), '\\border\\b(?! history)')],
  ['order_status', pattern("\\b(?:details\\s+of|what(?:['’]s|\\s+is)\\s+in)\\b", within(15), '\\border\\b')],
  ['customer', pattern(SHOW, within(20), '\\b(?:customer|user|account|profile)\\b')],
  [
    'customer',
    pattern('\\bmy\\s+(?:account|profile|orders)\\b|\\border history\\b|\\borders\\s+(?:of|for)\\b|\\bwho\\s+is\\b'),
  ],
];
