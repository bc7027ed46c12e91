// Passkeys. A form with data-passkey="maak" or "gebruik" holds what the server asks
// in data-vraag; its button, hidden without script, lets the browser answer, and
// the form is sent as any other. Nothing is kept here.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  buffer && btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const keys = (list) => list?.map((k) => ({ ...k, id: bytes(k.id) }));

async function make(question) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...question,
      challenge: bytes(question.challenge),
      user: { ...question.user, id: bytes(question.user.id) },
      excludeCredentials: keys(question.excludeCredentials),
    },
  });
  return {
    attestationObject: text(made.response.attestationObject),
    clientDataJSON: text(made.response.clientDataJSON),
    transports: made.response.getTransports?.() ?? [],
    made,
  };
}

async function use(question) {
  const made = await navigator.credentials.get({
    publicKey: { ...question, challenge: bytes(question.challenge), allowCredentials: keys(question.allowCredentials) },
  });
  return {
    authenticatorData: text(made.response.authenticatorData),
    clientDataJSON: text(made.response.clientDataJSON),
    signature: text(made.response.signature),
    userHandle: text(made.response.userHandle) ?? undefined,
    made,
  };
}

async function answer(form) {
  const question = JSON.parse(form.dataset.vraag).publicKey;
  const { made, ...response } = await (form.dataset.passkey === "maak" ? make(question) : use(question));
  return JSON.stringify({
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    authenticatorAttachment: made.authenticatorAttachment ?? undefined,
    clientExtensionResults: made.getClientExtensionResults(),
    response,
  });
}

export function passkeys() {
  if (!window.PublicKeyCredential) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const button = form.querySelector("button");
    const trouble = form.querySelector("[data-passkey-fout]");
    button.hidden = false;
    for (const note of document.querySelectorAll("[data-zonder-passkey]")) note.hidden = true;
    form.addEventListener("submit", async (e) => {
      if (form.elements.antwoord.value) return;
      e.preventDefault();
      trouble.hidden = true;
      try {
        form.elements.antwoord.value = await answer(form);
      } catch {
        // Cancelled, or no passkey here: the person may choose another way.
        trouble.hidden = false;
        return;
      }
      form.submit();
    });
  }
}
