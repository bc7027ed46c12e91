import { expect, test } from '@playwright/test';
import { Hand } from './lib/hand.js';
import { serveDemo, serveLater } from './lib/server.js';

// Most that the way from an empty melding to the toewijzing may take of a consulent.
const most = { typed: 8, choices: 28, loads: 10 };

const bsn = '999985061'; // from the range for tests

/** Becomes one of the people of the demo, by keyboard. */
async function become(hand, name) {
  await hand.page.context().clearCookies();
  await hand.open('/demo');
  await hand.press(hand.page.getByRole('button', { name }));
}

/** From the empty form of a melding to the allocated toewijzing; gives where it is. */
async function allocate(hand) {
  const { page } = hand;
  const at = (word) => new URL(page.url()).pathname.match(new RegExp(`/${word}/([0-9a-f-]{36})`))[1];
  hand.fromHere();

  await hand.open('/meldingen/nieuw');
  await hand.nothingChosen();
  await hand.type('wie', 'Marco Jansen');
  await hand.send();
  await hand.reads('We vonden niemand met deze naam of dit BSN.');

  await hand.nothingChosen();
  await hand.type('geboortedatum', '14-3-1985');
  await hand.type('bsn', bsn);
  await hand.type('vraag', 'Ik wil weer onder de mensen');
  await hand.pick('door', 'consulent');
  for (const step of ['bevestigd', 'clientondersteuning', 'geen_plan']) await hand.pick('gedaan', step);
  await hand.send('[name=verder][value=onderzoek]');

  await hand.nothingChosen();
  const answers = [
    ['ladder.1.betaald_werk', 'nee'], ['ladder.4.taken_wekelijks', 'nee'], ['ladder.8.vakopleiding_uitkering', 'nee'],
    ['ladder.6.georganiseerd_wekelijks', 'ja'], ['hoofddoel', 'bijdragen'], ['zelfstandig', 'nee'], ['wil', 'ja'],
    ['steunNodig', 'ja'], ['groteAfstand', 'ja'], ['weetWat', 'ja'], ['groei', 'ja'], ['besproken', 'alles'], ['afweging', 'maatwerk'],
  ];
  for (const [name, value] of answers) await hand.pick(name, value);
  await hand.send('[name=verder][value=uitkomst]');
  await hand.reads('Op weg naar trede 3', 'Past bij het advies');

  await hand.nothingChosen();
  await hand.pick('soort', 'aanvraag_aw');
  await hand.pick('akkoord', 'huisbezoek');
  await hand.type('reden', 'Past bij wat hij wil en kan');
  await hand.send();
  await hand.reads('De aanvraag is binnen.');
  const inwoner = at('inwoners');

  await hand.nothingChosen();
  await hand.type('kwaliteiten', 'Handig met gereedschap');
  await hand.type('tekst', 'Ik wil zelf een fiets kunnen maken');
  for (const [name, value] of [['domein', 'activering'], ['nulmeting', 'nog_niet'], ['streefwaarde', 'goed'], ['samen', 'ja'], ['akkoord', 'huisbezoek']]) {
    await hand.pick(name, value);
  }
  await hand.send('[name=verder][value=toewijzen]');

  await hand.nothingChosen();
  await hand.pick('product', 'v2/ONT3');
  await hand.type('start', '30-11-2026');
  await hand.send();
  await hand.nothingChosen('product=v2/ONT3');
  const place = page.getByRole('radio', { name: /^Werkplaats Windpad, / }).first();
  await hand.pick('aanbieder', await place.getAttribute('value'));
  await hand.send();
  await hand.reads('Alle regels die kunnen tegenhouden, kloppen.');

  await hand.nothingChosen();
  await hand.pick('akkoord', 'papier');
  await hand.send();
  await hand.reads(/Toewijzing \d+ is rond/, 'Het is toegewezen.');
  return { inwoner, toewijzing: at('toewijzingen') };
}

/** The letter with which the resident gets the own page; gives its code. */
async function invite(hand, inwoner) {
  await hand.open(`/inwoners/${inwoner}/gegevens/uitnodiging`);
  await hand.press(hand.page.locator('main form[method=post] button[type=submit]'));
  await hand.reads('Druk deze brief nu af', 'Marco Jansen');
  return hand.page.locator('main code').first().innerText();
}

/** The provider says who guides, and when Marco comes. */
async function confirmStart(hand, toewijzing) {
  await hand.open(`/deelnemers/${toewijzing}`);
  await hand.reads('De start is nog niet bevestigd');
  await hand.follow(/Bevestig de start|Start bevestigen/);
  await hand.nothingChosen();
  for (const [role, name] of [['werkbegeleider', 'Peter de Lange'], ['trajectbegeleider', 'Sanne Vermeer']]) {
    const option = hand.page.locator(`select[name=${role}] option`, { hasText: name });
    await hand.pick(role, await option.getAttribute('value'));
  }
  await hand.pick('rooster', '1-ochtend');
  await hand.send();
  await hand.reads('De start is bevestigd.');
}

/** Who guides taps that Marco is there. */
async function register(hand, toewijzing) {
  await hand.open('/vandaag');
  const row = hand.page.locator(`main form:has(input[name=toewijzing][value="${toewijzing}"])`);
  await hand.press(row.locator('button[value=aanwezig]'));
  await hand.reads('1 aanwezig');
}

/** A report in taps; that nothing was seen of working skills is said in words. */
async function report(hand, toewijzing) {
  await hand.open(`/toewijzingen/${toewijzing}/bericht`);
  await hand.nothingChosen();
  const goals = await hand.page.locator('input[name^="doel."][value=soms]').evaluateAll((list) => list.map((e) => e.name));
  for (const goal of goals) await hand.pick(goal, 'soms');
  await hand.reads('Er is nog geen doel over werken. Waarom niet?');
  await hand.type('motivering', 'Daar maken we nog een doel over');
  await hand.pick('samenIngevuld', 'ja');
  await hand.send();
  await hand.reads('Het bericht is verstuurd.', 'Lukt soms');
}

/** The resident signs in with the letter, looks, gives an opinion and agrees. */
async function ownPage(hand, code) {
  const { page } = hand;
  await page.context().clearCookies();
  await hand.open('/inloggen/code');
  await hand.type('code', code);
  for (const [part, value] of [['dag', '14'], ['maand', '3'], ['jaar', '1985']]) await hand.type(`geboortedatum.${part}`, value);
  await hand.send();
  await hand.reads('Kies een wachtwoord');
  await hand.type('wachtwoord', 'zeven kleine stappen omhoog');
  await hand.send();
  await hand.open('/mijn/plan');
  await hand.reads('Ik wil zelf een fiets kunnen maken');
  await hand.open('/mijn/plek');
  await hand.reads('Werkplaats Windpad', 'Peter', 'Je was er.');

  await hand.open('/mijn/mening');
  await hand.nothingChosen();
  await hand.pick('onderwerp', 'plek');
  await hand.pick('antwoord', 'goed');
  await hand.send();
  await hand.reads('Over je werk');

  await hand.open('/mijn');
  await hand.follow(/^Lees het bericht van/);
  await hand.nothingChosen();
  await hand.pick('antwoord', 'goed');
  await hand.send();
  await hand.reads('Dank je. Je woorden zijn bewaard.');
}

/** The consulent reads the report. */
async function readReport(hand, inwoner) {
  await hand.open(`/inwoners/${inwoner}/voortgang`);
  await hand.reads('nog niet gelezen');
  await hand.press(hand.page.locator('main form[action*="/berichten/"] button'));
  await hand.reads('gelezen op 22 februari');
}

/** The consulent sees what Marco said, and closes with the outcome; without a last measurement only with a reason. */
async function close(hand, inwoner) {
  await hand.open(`/inwoners/${inwoner}`);
  await hand.reads('In eigen woorden', 'Een bericht', 'Ja, dit klopt');
  await hand.follow('Sluit af');
  await hand.nothingChosen();
  await hand.pick('eindtrede', '3');
  await hand.pick('resultaat', 'bijdrage_naar_vermogen');
  await hand.pick('bestemming', 'vrijwilligerswerk');
  await hand.type('urenPerWeek', '8');
  await hand.send(undefined, 400);
  await hand.reads('Schrijf op waarom je het toch zo doet.');
  await hand.type('waarom.AFSLUITING-05', 'Marco wilde geen meting meer');
  await hand.send();
  await hand.reads('Het traject is afgesloten.', 'Draagt bij naar vermogen', 'Vrijwilligerswerk', '8 uur per week', 'Nazorg');
}

for (const javaScriptEnabled of [true, false]) {
  test(`one resident goes from melding to outcome, ${javaScriptEnabled ? 'by keyboard' : 'without JavaScript'}`, async ({ browser }) => {
    let server = await serveDemo({ inwoners: 20 });
    const context = await browser.newContext({ javaScriptEnabled, baseURL: server.base });
    const hand = new Hand(await context.newPage());
    try {
      await become(hand, 'Naima Karimi');
      const { inwoner, toewijzing } = await allocate(hand);
      const { typed, choices, loads } = hand;
      console.log(`from melding to toewijzing: ${typed} typed fields (at most ${most.typed}), ${choices} choices (at most ${most.choices}), ${loads} page loads (at most ${most.loads})`);
      for (const [what, n] of Object.entries({ typed, choices, loads })) expect(n, what).toBeLessThanOrEqual(most[what]);

      server = await serveLater(server, '2026-11-30');
      await become(hand, 'Carla Visser');
      await confirmStart(hand, toewijzing);

      server = await serveLater(server, '2027-02-22');
      await become(hand, 'Peter de Lange');
      await register(hand, toewijzing);
      await report(hand, toewijzing);
      await become(hand, 'Naima Karimi');
      await ownPage(hand, await invite(hand, inwoner));
      await become(hand, 'Naima Karimi');
      await readReport(hand, inwoner);

      server = await serveLater(server, '2027-05-31');
      await become(hand, 'Naima Karimi');
      await close(hand, inwoner);
    } finally {
      await context.close();
      await server.stop();
    }
  });
}
