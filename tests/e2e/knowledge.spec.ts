import { expectAccessible } from './support/accessible';
import { ask, replies } from './support/chat';
import { expect, test } from './support/scripted';

test.use({ alone: 'knowledge' });

const search = (query: string) => ({ toolUses: [{ name: 'search_knowledge', input: { query } }] });

test('an admin answers what was asked in vain; the next reply cites the article, and its link opens it', async ({
  desk,
  scripted,
}) => {
  const [mia, ada] = [await desk.open('mia'), await desk.open('ada')];
  await ask(mia, scripted.plan(search('lamp warranty'), { text: 'I do not know that. Shall I ask a colleague?' }));
  await expect(replies(mia)).toContainText('I do not know that');

  await ada.getByRole('link', { name: /^Knowledge/ }).click();
  const misses = ada.getByRole('list', { name: 'Asked, but not answered' });
  await expect(misses).toContainText('lamp warranty once by retail');
  await expectAccessible(ada);
  await misses.getByRole('link', { name: 'Write an article' }).click();
  await expect(ada.getByRole('textbox', { name: 'Title' })).toHaveValue('lamp warranty');
  await ada.getByRole('textbox', { name: 'Title' }).fill('Lamp warranty');
  await ada.getByRole('textbox', { name: 'Text' }).fill('Every lamp has a **two-year** warranty.');
  await ada.getByRole('button', { name: 'Show a preview' }).click();
  await expect(ada.getByRole('region', { name: 'Preview' }).getByText('two-year')).toBeVisible();
  await expectAccessible(ada);
  await ada.getByRole('textbox', { name: 'Reason' }).press('Tab');
  await ada.keyboard.press('Enter');
  await expect(ada.getByRole('heading', { name: 'Lamp warranty' })).toBeVisible();

  // The first answer cites what was not read in this run, so it is never shown.
  await ask(
    mia,
    scripted.plan(
      search('lamp warranty'),
      { text: 'Every lamp has a two-year warranty [kb:gift-cards].' },
      { text: 'Every lamp has a two-year warranty [kb:lamp-warranty].' },
    ),
  );
  const cited = replies(mia).getByRole('link', { name: 'Lamp warranty' });
  await expect(cited).toHaveAttribute('href', '/knowledge/lamp-warranty');
  await expect(replies(mia)).not.toContainText('kb:');
  await expect(replies(mia).getByRole('link')).toHaveCount(1);
  await mia.reload();
  const opening = mia.waitForEvent('popup');
  await cited.click();
  const article = await opening;
  await expect(article.getByText('Every lamp has a two-year warranty.')).toBeVisible();
  await expectAccessible(article);

  await ada.goto('/settings/knowledge');
  await expect(ada.getByText('Nothing was asked in vain.')).toBeVisible();
});

test('an article is changed, compared, rolled back and archived; whoever saves late is told', async ({ desk }) => {
  desk.expectComplaint(/409|404/);
  const [mia, ada, other] = [await desk.open('mia'), await desk.open('ada'), await desk.open('ada')];
  for (const page of [ada, other]) await page.goto('/settings/knowledge/gift-cards');
  const change = async (page: typeof ada, text: string) => {
    await page.getByRole('textbox', { name: 'Text' }).fill(text);
    await page.getByRole('textbox', { name: 'Reason for this change' }).fill('For a test');
    await page.getByRole('button', { name: 'Save as version 2' }).click();
  };
  await expect(other.getByRole('textbox', { name: 'Text' })).toHaveValue(/two years/);
  await change(ada, 'Gift cards are valid for three years.');
  await expect(ada.getByText(/^Version 2, by Ada Lindholm/)).toBeVisible();
  await change(other, 'Gift cards are valid for ten years.');
  await expect(other.getByText('Ada Lindholm saved version 2 meanwhile.')).toBeVisible();
  await other.getByRole('button', { name: 'Put my changes on theirs' }).click();
  const both = 'Others changed the text too: the form says what you wrote.';
  await expect(other.locator(':focus')).toContainText(both);
  await expect(other.getByRole('textbox', { name: 'Text' })).toHaveValue(/ten years/);
  await other.getByRole('link', { name: 'Knowledge', exact: true }).click();
  const asked = other.getByRole('dialog', { name: 'Leave without saving?' });
  await expectAccessible(other);
  await other.keyboard.press('Escape');
  await expect(asked).toHaveCount(0);
  await expect(other.getByRole('textbox', { name: 'Text' })).toHaveValue(/ten years/);
  await other.getByRole('link', { name: 'Knowledge', exact: true }).click();
  await asked.getByRole('button', { name: 'Leave' }).click();
  await expect(other).toHaveURL('/settings/knowledge');

  const second = ada.getByRole('listitem', { name: 'Version 2' });
  await second.getByText('What changed since version 1').click();
  await expect(second).toContainText('new: Gift cards are valid for three years.');
  await ada.getByRole('button', { name: 'Roll back to 1' }).click();
  const dialog = ada.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('It was right');
  await dialog.getByRole('button', { name: 'Roll back' }).click();
  await expect(ada.getByRole('textbox', { name: 'Text' })).toHaveValue(/two years/);
  await expectAccessible(ada);

  await ada.getByRole('button', { name: 'Archive' }).click();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('No gift cards any more');
  await dialog.getByRole('button', { name: 'Archive' }).click();
  await expect(ada.getByText(/^It is archived: no agent finds it/)).toBeVisible();
  await mia.goto('/knowledge/gift-cards');
  await expect(mia.getByText('The article could not be shown.')).toBeVisible();
  await ada.goto('/settings/knowledge');
  await ada.getByRole('searchbox', { name: 'Search articles' }).fill('refund');
  const articles = ada.getByRole('list', { name: 'Articles' });
  await expect(articles.getByRole('link').first()).toContainText('Refunds');
  await expect(articles).not.toContainText('Gift cards are');
});
