/** What a script of the page sent by itself, which leads nowhere. */
const byScript = (answer) => answer.request().method() === 'POST' && !answer.request().isNavigationRequest();

/**
 * Lets a function fill in and send a form of the page that is open, which gives false when the
 * form is not there. Gives the answer of the server, null when a script sent the form, and false
 * without one.
 */
export async function send(page, fill, args) {
  const timeout = 20_000;
  const coming = Promise.race([page.waitForNavigation({ timeout }), page.waitForResponse(byScript, { timeout }).then(() => null)]).catch(() => null);
  return await page.evaluate(fill, args) && coming;
}
