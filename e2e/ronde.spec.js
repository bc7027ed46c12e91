import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { expectAccessible } from './lib/a11y.js';
import { Desk } from './lib/desk.js';
import { pdf } from './lib/pdf.js';
import { serveDemo, serveLater } from './lib/server.js';

// Most keys that reviewing the 18 requirements may take, outside notes.
const mostKeys = 40;

const manager = 'Contractmanager van de regio';
const assessor = 'Beoordelaar van de regio';
const coordinator = 'Coördinator van de aanbieder';

const round = {
  naam: 'Proefronde 2020', partij: 'Regio Proef', catalogus: 'v2', consultatie: '28-5-2019', eisenset: 'E2020', percelen: ['AW-ONT', 'AW-STA'],
  inschrijven_van: '1-10-2019', inschrijven_tot: '31-1-2020', contract_van: '1-7-2020', contract_tot: '30-6-2023',
};

// A day on which the demo has no round of its own yet: this test makes it.
const beforeTheRound = '2019-05-10';

const reason = 'Er staat niet hoe iemand uitstroomt.';

const newcomer = { naam: 'Atelier Proefdraad', kvk: '87654321', contact: 'Tess Proefstra', email: 'tess@proefdraad.invalid' };

/** The round with its papers; gives its address. */
async function makeRound(desk) {
  await desk.as(manager);
  await desk.open('/rondes');
  await desk.follow('Maak een ronde');
  await desk.look('a new round');
  await desk.fill(round);
  await desk.press('Bewaar');
  await desk.reads(round.naam, 'nog niet openbaar');
  const where = desk.path;
  await desk.follow('Schrijf een stuk');
  await desk.fill({ soort: 'opzet', titel: 'Zo gaat de proefronde', tekst: 'De ronde begint met een consultatie.\n- Daarna schrijf je je in.\n- Dan volgt het besluit.' });
  await desk.press('Bewaar');
  await desk.fill({ bestand: pdf('opzet.pdf', 'De opzet van de proefronde') });
  await desk.press('Voeg het bestand toe');
  await desk.look('a paper before it is published');
  await desk.press('Publiceer voor iedereen');
  await desk.reads('Gepubliceerd op', 'Download het bestand bij dit stuk');
  return where;
}

/** A provider asks; the nota answers for all, without the name of who asked. */
async function askAndAnswer(desk, where) {
  await desk.as(coordinator);
  await desk.open(where);
  await desk.look('the round, for a provider');
  await desk.follow('Stel een vraag');
  await desk.look('a question');
  await desk.fill({ onderwerp: 'Planning', tekst: 'Mogen wij ook een nieuwe werkplek opgeven?' });
  await desk.press('Stuur de vraag');
  await desk.reads('Jullie vragen', 'Mogen wij ook een nieuwe werkplek opgeven?');

  await desk.as(manager);
  await desk.open(where);
  await desk.follow('Planning');
  await desk.look('an answer');
  await desk.fill({ openbaar: 'Mag een aanbieder ook een nieuwe werkplek opgeven?', antwoord: 'Ja, dat mag tot de laatste dag van het inschrijven.' });
  await desk.press('Bewaar');
  await desk.follow('Maak de nota van inlichtingen');
  await desk.look('the nota before it is published');
  await desk.press('Publiceer de nota voor iedereen');
  await desk.reads('Mag een aanbieder ook een nieuwe werkplek opgeven?', 'Ja, dat mag');
}

/** What stays and what changes, with why and for whom. */
async function tellChanges(desk, where) {
  await desk.open(where);
  await desk.follow('Voeg een onderwerp toe');
  await desk.look('a subject that changes');
  await desk.fill({ onderwerp: 'Verificatiegesprek', soort: 'gewijzigd', wat: 'Het gesprek is verplicht.' });
  await desk.press('Bewaar', 400);
  await desk.reads('Vul in waarom dit verandert of vervalt.');
  await desk.fill({ waarom: 'In een gesprek blijkt meer dan op papier.', voor_wie: 'Iedereen die zich inschrijft.' });
  await desk.press('Bewaar');
  await desk.reads('Verificatiegesprek', 'verandert', 'In een gesprek blijkt meer dan op papier.');
  await desk.look('the round, for the region');
}

/** Answers every question of a part that nobody answered yet; gives how many. */
async function answerOpen(page) {
  const open = await page.locator('main form').evaluateAll((forms) => [...new Set(forms.flatMap((f) => [...f.elements])
    .filter((e) => e.type === 'radio' && e.name.startsWith('eis.') && !e.form.querySelector(`[name="${e.name}"]:checked`)).map((e) => e.name))]);
  for (const name of open) await page.locator(`[name=${JSON.stringify(name)}][value=ja]`).check({ force: true });
  for (const area of await page.locator('main textarea').all()) if (await area.inputValue() === '') await area.fill('Wij doen dit samen met de inwoner en de buurt.');
  return open.length;
}

/** Ticks all gemeenten of all products. */
async function chooseAll(page) {
  for (const box of await page.locator('main input[type=checkbox][name^="keuze."]').all()) await box.check({ force: true });
}

/** Opens a part of the task list. */
async function part(desk, list, name) {
  await desk.open(list);
  await desk.follow(name);
}

const done = { klaar: 'ja' };

/** The parts of an inschrijving as somebody fills them in who begins with nothing. */
async function fillParts(desk, list, { knows }) {
  const { page } = desk;
  await part(desk, list, 'Gegevens van je organisatie');
  await desk.look('own data');
  await desk.fill(done);
  await desk.press('Bewaar');
  await part(desk, list, 'Waarvoor je je inschrijft');
  await desk.look('choices');
  await chooseAll(page);
  await desk.fill(done);
  await desk.press('Bewaar');

  await part(desk, list, 'Eisen');
  await desk.look('requirements');
  expect(await answerOpen(page), 'questions to answer').toBeGreaterThan(8);
  await desk.fill({ 'eis.A-KVK.bewijs': { name: 'uittreksel.pdf', mimeType: 'application/pdf', buffer: Buffer.from('Dit is geen pdf.') }, ...done });
  await desk.press('Bewaar', 400);
  await desk.look('a file that is refused');
  await expect(page.locator('[name="eis.AW-AFSTEMMING.uitleg"]')).toHaveValue('Wij doen dit samen met de inwoner en de buurt.');
  await expect(page.locator('[name="eis.A-AVG"][value=ja]')).toBeChecked();
  await desk.fill({ 'eis.A-KVK.bewijs': pdf('uittreksel.pdf', 'Uittreksel van het handelsregister') });
  await desk.press('Bewaar');

  await part(desk, list, 'Plan Activerend Werk');
  await desk.look('the plan');
  await answerOpen(page);
  await desk.fill(done);
  await desk.press('Bewaar');
  if (!knows) {
    await part(desk, list, 'Werkplekken');
    await desk.follow('Voeg een werkplek toe');
    await desk.fill({ naam: 'De Proefwinkel', voorWie: 'de buurt', gemeente: '0202', van: '1-1-2020', 'plekken-1-ochtend': '4' });
    await desk.press('Bewaar');
    await desk.reads('De Proefwinkel');
    for (const soort of ['aansprakelijkheid', 'ongevallen']) {
      await part(desk, list, 'Verzekeringen');
      await desk.follow('Voeg een verzekering toe');
      await desk.fill({ soort, verzekeraar: 'Proefzeker', polisnummer: `P-${soort}`, dektDeelnemers: 'ja', van: '1-1-2019' });
      await desk.press('Bewaar');
    }
  }
  for (const name of ['Werkplekken', 'Verzekeringen']) {
    await part(desk, list, name);
    await desk.look(name);
    await desk.fill(done);
    await desk.press('Bewaar');
  }
  await part(desk, list, 'Mensen en VOG');
  await desk.look('people');
  await desk.fill({ 'mens.0.naam': 'Sam Proefman', 'mens.0.functie': 'trajectbegeleider', 'mens.0.vog': '1-9-2019', 'mens.0.start': '1-11-2019', ...done });
  await desk.press('Bewaar');
}

/** Checks and hands in; gives where the inschrijving is. */
async function handIn(desk, list) {
  await part(desk, list, 'Controleren en indienen');
  await desk.look('check before handing in');
  await desk.press('Dien in');
  await desk.reads('is binnen');
  await desk.look('handed in');
}

/**
 * Assesses with the keyboard alone, from the page as it comes: every requirement is met but
 * for what wrong says, by requirement. Gives how many keys that took outside notes.
 */
async function assess(desk, at, wrong) {
  const { page } = desk;
  let keys = 0;
  const press = async (key) => {
    await page.keyboard.press(key);
    keys++;
  };
  const focus = () => page.evaluate(() => ({ type: document.activeElement.type, name: document.activeElement.name }));
  await desk.open(at);
  await expect(page.locator('main input[name^="oordeel-"][value=voldoet]')).toHaveCount(18);
  await expect(page.locator('main')).not.toContainText(reason); // nobody reads what a colleague found before
  for (let i = 0; i < 30 && (await focus()).type !== 'radio'; i++) {
    await press('Tab');
    if ((await page.evaluate(() => document.activeElement.className)).includes('skip-link')) await press('Enter');
  }
  const bad = Object.keys(wrong).length > 0;
  for (let now = await focus(); now.type === 'radio'; now = await focus()) {
    const note = wrong[now.name.replace('oordeel-', '')];
    await press(note || (now.name === 'advies' && bad) ? '2' : '1');
    if (note) {
      expect((await focus()).type, 'a note is asked').toBe('textarea');
      await page.keyboard.type(note);
      await press('Tab');
    }
  }
  await expect(page.locator(':focus')).toHaveText('Rond beoordeling af');
  const [got] = await Promise.all([page.waitForNavigation(), press('Enter')]);
  expect(got.status(), `${await page.locator('.trede-error-summary').allInnerTexts()}`).toBe(200);
  await desk.reads('Je beoordeling is afgerond.');
  return keys;
}

/** Plans the verificatiegesprek. */
async function plan(desk, at) {
  await desk.open(`${at}/gesprek`);
  await desk.look('a gesprek to plan');
  await desk.fill({ gepland: '10-2-2020' });
  await desk.press('Bewaar gesprek');
  await desk.reads('Het gesprek is bewaard.');
}

/** Writes down how the gesprek went. */
async function hold(desk, at, uitkomst) {
  await desk.open(`${at}/gesprek`);
  await expect(desk.page.locator('[name=gepland]')).toHaveValue('10-2-2020');
  await desk.fill({ gehouden: '10-2-2020', deelnemers: 'Nour en de aanbieder', uitkomst });
  await desk.press('Bewaar gesprek', 400);
  await desk.reads('Schrijf een verslag van het gesprek.');
  await desk.fill({ verslag: 'Wij spraken over het plan.' });
  await desk.press('Bewaar gesprek');
}

/** Prepares a decision, which somebody else is to take. */
async function propose(desk, at, uitslag, motivering) {
  await desk.open(`${at}/besluit`);
  await desk.look('a decision to prepare');
  await desk.fill({ uitslag, motivering });
  await desk.press('Leg voor aan een collega');
  await desk.reads('Iemand anders dan wie het besluit voorbereidde, neemt het besluit.');
  await expect(desk.page.getByRole('button', { name: 'Neem dit besluit' })).toHaveCount(0);
}

/** The provider reads the decision, on the page and as a PDF that opens and is tagged. */
async function letter(desk, at, words) {
  await desk.open(at);
  await desk.follow(/besluit/i);
  await desk.reads(...words);
  await desk.look('the letter');
  const link = desk.page.locator('main').getByRole('link', { name: /PDF/i });
  const got = await desk.page.request.get(await link.getAttribute('href'));
  expect(got.headers()['content-type']).toBe('application/pdf');
  const dir = mkdtempSync(join(tmpdir(), 'trede-brief-'));
  const file = join(dir, 'besluit.pdf');
  writeFileSync(file, await got.body());
  const run = (command, ...args) => execFileSync(command, args, { encoding: 'utf8' });
  expect(run('qpdf', '--check', file)).toContain('No syntax or stream encoding errors found');
  expect(run('pdfinfo', file)).toMatch(/^Tagged: +yes$/m);
  const text = run('pdftotext', file, '-').replace(/\s+/g, ' ');
  for (const w of words) expect(text).toContain(w);
  rmSync(dir, { recursive: true });
}

test('@a11y the round of 2019-2020: an existing provider gets a contract, a new one is rejected', async ({ browser }) => {
  test.setTimeout(480_000);
  let server = await serveLater(await serveDemo({ inwoners: 20, tot: beforeTheRound }), '2019-05-28');
  const context = await browser.newContext({ baseURL: server.base });
  context.setDefaultTimeout(30_000);
  const desk = new Desk(await context.newPage(), server.base, expectAccessible);
  const { page } = desk;
  try {
    const where = await makeRound(desk);
    await askAndAnswer(desk, where);
    await tellChanges(desk, where);

    server = await serveLater(server, '2019-06-03');
    await context.clearCookies();
    await desk.open('/aanbieder-worden');
    await desk.look('the closed door');
    await expect(page.locator('main')).toContainText('Je kunt je weer inschrijven vanaf 1 oktober 2019.');
    await expect(page.locator('main form')).toHaveCount(0);
    await desk.as(coordinator);
    await desk.open(`/inschrijvingen/nieuw?ronde=${where.split('/').at(-1)}`);
    await desk.look('not yet');
    await desk.reads('Inschrijven voor deze ronde kan vanaf 1 oktober 2019.');

    server = await serveLater(server, '2019-10-01');
    await desk.as(coordinator);
    await desk.open('/inschrijvingen');
    const organisation = await page.locator('main h2').first().innerText();
    await desk.look('own rounds');
    await desk.follow(round.naam);
    await desk.look('begin');
    await desk.press('Begin je inschrijving');
    await desk.look('the task list');
    const first = desk.path;
    await fillParts(desk, first, { knows: true });
    await handIn(desk, first);

    await context.clearCookies();
    await desk.open('/aanbieder-worden');
    await desk.look('become a provider');
    await desk.fill({ naam: newcomer.naam, kvk: newcomer.kvk, gemeente: '0202', contact: newcomer.contact, email: newcomer.email });
    await desk.press('Meld aan');
    await desk.look('look in your mail');
    await desk.as('Beheerder');
    await desk.open('/beheer/accounts');
    await desk.fill({ zoek: newcomer.contact });
    await desk.press('Filter');
    const account = await page.locator('main table').getByRole('link', { name: newcomer.contact }).getAttribute('href');
    const [tess] = account.match(/[0-9a-f]{8}-[0-9a-f-]{27}/);
    await desk.asAccount(tess);
    await desk.open('/inschrijvingen');
    await desk.follow(round.naam);
    await desk.press('Begin je inschrijving');
    const second = desk.path;
    await fillParts(desk, second, { knows: false });
    await desk.asAccount(tess); // leaves, and goes on later
    await desk.open('/inschrijvingen');
    await desk.reads('begonnen');
    await desk.follow(round.naam);
    await desk.look('the task list, all done');
    await handIn(desk, second);

    server = await serveLater(server, '2020-02-03');
    const [good, bad] = [first, second].map((at) => at.replace('inschrijvingen', 'beoordelingen'));
    await desk.as(manager);
    await desk.open(`${where}/inschrijvingen`);
    await desk.look('who enrolled');
    await desk.reads(newcomer.naam, organisation);
    await desk.as(assessor);
    await desk.open('/beoordelingen');
    await desk.look('what to assess');
    await desk.open(good);
    await desk.look('an assessment');
    for (const [who, nth] of [[assessor, 0], [manager, 1]]) {
      await desk.as(who, nth);
      for (const [at, wrong] of [[good, {}], [bad, { 'AW-DOORSTROOM': reason }]]) {
        const keys = await assess(desk, at, wrong);
        console.log(`${desk.name}: ${keys} keys for 18 requirements (at most ${mostKeys})`);
        expect(keys, 'keys').toBeLessThanOrEqual(mostKeys);
      }
    }
    await desk.open(bad);
    await desk.look('an assessment that is finished');
    for (const at of [good, bad]) await plan(desk, at);

    server = await serveLater(server, '2020-02-10');
    await desk.as(assessor);
    await hold(desk, good, 'voldoet');
    await hold(desk, bad, 'voldoet niet');
    await propose(desk, good, 'gekwalificeerd', 'U voldoet aan alle eisen en uw plan is goed.');
    await propose(desk, bad, 'afgewezen', 'Uw plan laat niet zien hoe inwoners verder komen.');
    await desk.as(manager);
    for (const at of [good, bad]) {
      await desk.open(`${at}/besluit`);
      await desk.look('a decision to take');
      await desk.press('Neem dit besluit');
      await desk.reads('Het besluit is genomen.');
    }
    await desk.open(`${good}/besluit`);
    await desk.reads('Tekenen kan na 1 maart 2020.');
    await desk.fill({ op: '10-2-2020' });
    await desk.press('Leg vast dat het contract is getekend', 400);
    await desk.look('too early to sign');

    await desk.asAccount(tess);
    await letter(desk, second, [newcomer.naam, 'Minder zorg, een stap verder', reason, 'Uw plan laat niet zien hoe inwoners verder komen.']);
    for (const at of [first, `${first}/besluit`, `${first}/besluit/pdf`, good]) await desk.open(at, 404);
    await desk.as(coordinator);
    await letter(desk, first, [organisation, 'U voldoet aan alle eisen en uw plan is goed.', '1 juli 2020']);

    server = await serveLater(server, '2020-03-02');
    await desk.as(manager);
    await desk.open(`${good}/besluit`);
    await desk.fill({ op: '2-3-2020' });
    await desk.press('Leg vast dat het contract is getekend');
    await desk.reads('is getekend op 2 maart 2020');
    await desk.look('a contract that is signed');
    await desk.follow(/^Bekijk contract AW-2020-/);
    await desk.reads(organisation, '1 juli 2020');
    await desk.look('the contract');
  } finally {
    await context.close();
    await server.stop();
  }
});

test('a provider enrols and an assessor reviews without JavaScript', async ({ browser }) => {
  test.setTimeout(480_000);
  let server = await serveLater(await serveDemo({ inwoners: 20, tot: beforeTheRound }), '2019-05-28');
  const context = await browser.newContext({ baseURL: server.base, javaScriptEnabled: false });
  context.setDefaultTimeout(30_000);
  const desk = new Desk(await context.newPage(), server.base);
  const { page } = desk;
  try {
    await makeRound(desk);
    server = await serveLater(server, '2019-10-01');
    await desk.as(coordinator);
    await desk.open('/inschrijvingen');
    await desk.follow(round.naam);
    await desk.press('Begin je inschrijving');
    const list = desk.path;
    await fillParts(desk, list, { knows: true });
    await handIn(desk, list);

    server = await serveLater(server, '2020-02-03');
    await desk.as(assessor);
    await desk.open('/beoordelingen');
    await desk.open(list.replace('inschrijvingen', 'beoordelingen'));
    const verdicts = page.locator('main input[type=radio][value=voldoet]');
    await expect(verdicts).toHaveCount(19); // 18 requirements and the plan
    for (const verdict of await verdicts.all()) await verdict.check({ force: true });
    await desk.press('Bewaar en ga later verder');
    await desk.press('Rond beoordeling af', 400);
    await desk.reads('Zeg of alles er is om te kunnen oordelen.');
    await expect(page.locator('main input[type=radio][value=voldoet]:checked')).toHaveCount(19);
    await desk.fill({ compleet: 'ja', advies: 'gekwalificeerd' });
    await desk.press('Rond beoordeling af');
    await desk.reads('Je beoordeling is afgerond.');
  } finally {
    await context.close();
    await server.stop();
  }
});
