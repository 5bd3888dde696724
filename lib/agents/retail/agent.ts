import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Agent } from '@/lib/domain/agent';
import { defaultRunLimits } from '@/lib/domain/run';
import { searchKnowledge } from '@/lib/tools/knowledge/search-knowledge';
import { retailEvents, tellHandOver } from './business-events';
import { retailFrontDoor } from './front-door';
import { retailRules } from './rules-mode/retail-rules';
import { calculate } from './tools/calculate';
import { cancelPendingOrder } from './tools/cancel-pending-order';
import { exchangeDeliveredOrderItems } from './tools/exchange-delivered-order-items';
import { findUserIdByEmail } from './tools/find-user-id-by-email';
import { findUserIdByNameZip } from './tools/find-user-id-by-name-zip';
import { getItemDetails } from './tools/get-item-details';
import { getOrderDetails } from './tools/get-order-details';
import { getProductDetails } from './tools/get-product-details';
import { getUserDetails } from './tools/get-user-details';
import { issueStoreCredit } from './tools/issue-store-credit';
import { listAllProductTypes } from './tools/list-all-product-types';
import { modifyPendingOrderAddress } from './tools/modify-pending-order-address';
import { modifyPendingOrderItems } from './tools/modify-pending-order-items';
import { modifyPendingOrderPayment } from './tools/modify-pending-order-payment';
import { modifyUserAddress } from './tools/modify-user-address';
import { returnDeliveredOrderItems } from './tools/return-delivered-order-items';
import { sendEmail } from './tools/send-email';
import { think } from './tools/think';
import { transferToHumanAgents } from './tools/transfer-to-human-agents';

/** The sample: a support agent of a small web shop, on the tables of the Postgres schema `store`. */
export const retailAgent: Agent = {
  name: 'retail',
  title: 'Store support',
  instructions: readFileSync(join(process.cwd(), 'lib/agents/retail/AGENT.md'), 'utf8'),
  limits: defaultRunLimits,
  rules: retailRules,
  events: retailEvents,
  lookBack: tellHandOver,
  frontDoor: retailFrontDoor,
  tools: [
    findUserIdByEmail,
    findUserIdByNameZip,
    getUserDetails,
    getOrderDetails,
    listAllProductTypes,
    getProductDetails,
    getItemDetails,
    calculate,
    think,
    searchKnowledge,
    cancelPendingOrder,
    modifyPendingOrderAddress,
    modifyPendingOrderItems,
    modifyPendingOrderPayment,
    modifyUserAddress,
    returnDeliveredOrderItems,
    exchangeDeliveredOrderItems,
    issueStoreCredit,
    sendEmail,
    transferToHumanAgents,
  ],
};
