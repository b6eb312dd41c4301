// "Check my result": takes over the form of a draw's page and checks in the browser. Without this script the same
// form is answered by the server.
import {
  Unreadable, checkProof, codeOf, commitTo, isSigned, parseCanonical, readCode,
} from './undian.js';
import { verify as verifyEd25519 } from './noble-ed25519.js';
import { filled, words } from './words.js';

const MAX_BYTES = 200_000;
const section = document.querySelector('[data-proof-url]');
const form = section.querySelector('form');
const place = section.querySelector('[aria-live]');

const curves = {
  signature: verifyEd25519,
  // the beacon's curve is large and loaded when it is first needed; without a signal the step says so
  async beacon(publicKey, message, signature) {
    try {
      const { verify } = await import('./noble-bls.js');
      return verify(publicKey, message, signature);
    } catch {
      return null;
    }
  },
};

class Problem extends Error {}

function element(name, content, attributes = {}) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...[content].flat());
  return made;
}

function show(...parts) {
  place.replaceChildren(...parts);
}

function notice(kind, text) {
  return element('div', element('strong', text), { class: `notice ${kind}`, tabindex: '-1' });
}

function stepLine({ name, holds }, facts) {
  const kind = name === 'beacon' && facts.ceremony !== undefined && facts.round === 0 ? 'ceremony' : name;
  const text = words.steps[kind][holds === null ? 2 : holds ? 0 : 1];
  const mark = { true: ['yes', '✓'], false: ['no', '✗'], null: ['unknown', '–'] }[String(holds)];
  return element('li', [
    element('span', mark[1], { class: `mark ${mark[0]}`, 'aria-hidden': 'true' }),
    element('span', [element('span', `${words.marks[String(holds)]} `, { class: 'visually-hidden' }), filled(text, facts)]),
  ]);
}

function tellingLine(answer) {
  const { result, order, telling, mates } = answer;
  if (!result) return null;
  if (result.reason === 'H' && mates?.length) {
    return filled(words.telling.household, { mates: mates.map((mate) => mate.ticket).join(', ') });
  }
  if (!telling) return null;
  if (!telling.last) return words.telling.none;
  const [lastBand, last] = telling.last;
  if (lastBand !== order[0]) return filled(words.telling.band, { lastBand, band: order[0] });
  const facts = { mine: order[1].slice(0, 12), last: last.slice(0, 12) };
  return filled(result.selected ? words.telling.won : words.telling.lost, facts);
}

function verdictOf(answer) {
  if (answer.steps.some((step) => step.holds === false)) return ['danger', words.verdict.wrong];
  const said = words.verdict[answer.result ? answer.result.reason : 'listed'];
  if (answer.steps.some((step) => step.name === 'beacon' && step.holds === null)) {
    return ['warning', `${words.verdict.partly} ${said}`];
  }
  return [answer.result?.selected ? 'success' : 'info', said];
}

function render(answer, extra, code) {
  const facts = {
    draw_id: answer.manifest.draw_id, n: answer.manifest.n, ticket: answer.member.ticket,
    round: answer.manifest.round, ceremony: answer.statement.ceremony,
  };
  const all = { ...answer, steps: [...extra, ...answer.steps] };
  const [kind, verdict] = verdictOf(all);
  const parts = [notice(kind, verdict)];
  const telling = tellingLine(answer);
  if (telling && kind !== 'danger') parts[0].append(element('p', telling));
  if (answer.manifest.draw_id !== section.dataset.drawId) {
    parts.push(notice('warning', filled(words.other, facts)));
  }
  parts.push(element('h3', words.what), element('ol', all.steps.map((step) => stepLine(step, facts)), { class: 'checks' }));
  if (code) {
    const link = element('a', words.keep, { class: 'button second', href: proofUrl(code), download: '' });
    parts.push(element('p', link, { class: 'actions' }));
  }
  show(...parts);
  parts[0].focus({ preventScroll: true });
  parts[0].scrollIntoView({ block: 'nearest' });
}

const proofUrl = (code) => section.dataset.proofUrl.replace('KODE', code);

async function fetched(code) {
  let response;
  try {
    response = await fetch(proofUrl(code));
  } catch {
    throw new Problem(words.problems.network);
  }
  if (response.status === 404) throw new Problem(words.problems.absent);
  if (!response.ok) throw new Problem(words.problems.network);
  return response.text();
}

async function byCode(typed) {
  const code = readCode(typed);
  if (code === null) throw new Problem(words.problems.code);
  render(await checkProof(parseCanonical(await fetched(code)), curves), [], code);
}

async function byFile(file) {
  if (file.size > MAX_BYTES) throw new Problem(words.problems.large);
  const value = parseCanonical(await file.text());
  if (value?.kind === 'receipt') return byReceipt(value);
  return render(await checkProof(value, curves), [], null);
}

async function byReceipt(receipt, identity) {
  const signed = isSigned(receipt, verifyEd25519);
  const code = codeOf(receipt.commit);
  const proof = parseCanonical(await fetched(code));
  const answer = await checkProof(proof, curves);
  const own = identity ? commitTo(identity, receipt.salt) === receipt.commit : null;
  render(answer, [
    { name: 'receipt', holds: signed },
    { name: 'same', holds: answer.member.commit === receipt.commit },
    { name: 'identity', holds: own },
  ], code);
  place.append(identityForm(receipt));
}

function identityForm(receipt) {
  const input = element('input', '', { type: 'text', id: 'identitas', autocomplete: 'off', inputmode: 'numeric', 'aria-describedby': 'identitas-bantuan' });
  const button = element('button', words.again, { type: 'button', class: 'second' });
  button.addEventListener('click', () => attempt(() => byReceipt(receipt, input.value.trim())));
  return element('div', [
    element('label', words.identity, { for: 'identitas' }),
    element('p', words.identityHelp, { class: 'help', id: 'identitas-bantuan' }), input, element('p', button, { class: 'actions' }),
  ], { class: 'field' });
}

async function attempt(check) {
  show(element('p', words.checking, { class: 'quiet' }));
  try {
    await check();
  } catch (error) {
    const known = error instanceof Problem ? error.message
      : error instanceof Unreadable && words.problems[error.message] ? words.problems[error.message]
        : filled(words.problems.unreadable, { what: error instanceof Unreadable ? error.message : error.name });
    show(notice('danger', known));
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const file = form.elements.proof.files[0];
  const typed = form.elements.code.value.trim();
  attempt(() => {
    if (file) return byFile(file);
    if (typed) return byCode(typed);
    throw new Problem(words.problems.nothing);
  });
});
form.elements.code.addEventListener('input', () => { form.elements.proof.value = ''; });

for (const link of section.querySelectorAll('[data-code]')) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    form.elements.proof.value = '';
    form.elements.code.value = link.dataset.code;
    attempt(() => byCode(link.dataset.code));
  });
}

section.addEventListener('dragover', (event) => { event.preventDefault(); section.classList.add('over'); });
section.addEventListener('dragleave', () => section.classList.remove('over'));
section.addEventListener('drop', (event) => {
  event.preventDefault();
  section.classList.remove('over');
  if (event.dataTransfer.files[0]) attempt(() => byFile(event.dataTransfer.files[0]));
});

// --- without a signal ---------------------------------------------------------------------------------------------
if ('serviceWorker' in navigator) {
  const button = element('button', words.offline, { type: 'button', class: 'second' });
  const line = element('p', button, { class: 'actions' });
  button.addEventListener('click', async () => {
    await import('./noble-bls.js');
    await navigator.serviceWorker.register(section.dataset.worker, { scope: location.pathname });
    const worker = await navigator.serviceWorker.ready;
    const assets = performance.getEntriesByType('resource').map((entry) => entry.name)
      .filter((name) => name.startsWith(`${location.origin}/static/`));
    const answered = new Promise((resolve) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = resolve;
      worker.active.postMessage([location.pathname, ...assets], [channel.port2]);
    });
    await answered;
    line.replaceChildren(element('span', words.ready, { role: 'status' }));
  });
  section.append(line);
}
