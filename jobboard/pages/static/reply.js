// A reply of the assistant. Every text goes into the page as text, never as markup; addresses were checked by chat_reply.py.
const RISE_MS = 140; // between two sentences; without it where the person wants less motion, as reply.css says
const SCROLLS_MS = [50, 250, 600];
const NUMBER = /((?:\+|\(?0)\d[\d ()/-]{4,}\d)/; // of a telephone: from left to right, in Arabic too

function make(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

function spoken(node, said) {
  if (said.lang) node.lang = said.lang;
  if (said.dir) node.dir = said.dir;
  return node;
}

function link(text, href) {
  const node = make("a", "", text);
  node.href = href;
  if (href.startsWith("https://")) {
    node.target = "_blank";
    node.rel = "noopener noreferrer";
  } else node.dir = "ltr";
  return node;
}

function parts(node, list) {
  for (const [text, href] of list) {
    if (href) node.append(link(text, href));
    else text.split(NUMBER).forEach((part, at) => node.append(at % 2 ? spoken(make("bdi", "", part), { dir: "ltr" }) : part));
  }
  return node;
}

function source(one, words) {
  const node = make("details", "source");
  const head = make("summary");
  head.append(`${one.number}. `, spoken(make("bdi", "", one.source), one), ` – ${one.as_of}`);
  if (one.expired) head.append(" – ", make("strong", "", one.expired));
  node.append(head);
  const body = spoken(make("div", "passage"), one);
  if (one.heading) body.append(make("p", "heading", one.heading));
  if (one.passage.length) {
    const text = make("p");
    for (const [sentence, cited] of one.passage) text.append(make(cited ? "mark" : "span", "", sentence), " ");
    body.append(text);
  }
  if (one.reviewed) body.append(spoken(make("p", "small", one.reviewed), words));
  node.append(body);
  if (one.url) {
    const open = make("p");
    open.append(link(words.open, one.url), make("span", "small", ` ${one.host}`));
    node.append(open);
  }
  return node;
}

// Streamlit scrolls to the end of a page that has a chat input; who asked wants to read from the beginning.
function readFromTop(root, isFirst) {
  const host = root.getRootNode().host ?? root;
  const start = isFirst ? document.querySelector("h1") : host.closest('[data-testid="stChatMessage"]');
  const timers = SCROLLS_MS.map((wait) => setTimeout(() => start?.scrollIntoView({ block: isFirst ? "center" : "start" }), wait));
  const leave = () => timers.forEach(clearTimeout);
  for (const event of ["wheel", "pointerdown", "keydown"]) window.addEventListener(event, leave, { once: true, passive: true });
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".reply");
  if (root.dataset.id === data.id) return;
  root.dataset.id = data.id;
  root.replaceChildren();
  root.lang = data.words.lang;
  root.dir = data.words.dir;
  root.classList.toggle("alarm", Boolean(data.alarm));
  root.classList.toggle("fresh", data.fresh);

  const sources = make("details", "sources");
  const shown = new Map();
  let step = 0;

  function show(number) {
    sources.open = true;
    const one = shown.get(number);
    one.open = true;
    one.firstChild.focus({ preventScroll: true });
    one.scrollIntoView({ block: "nearest" });
  }

  function cite(node, numbers) {
    for (const number of numbers) {
      const mark = make("button", "mark", `[${number}]`);
      mark.type = "button";
      mark.setAttribute("aria-label", `[${number}] ${shown.get(number).firstChild.textContent}`);
      mark.addEventListener("click", () => show(number));
      node.append(" ", mark);
    }
    node.append(" ");
    return node;
  }

  function sentence(said) {
    const node = cite(parts(make("span", "said"), said.parts), said.citations);
    node.style.animationDelay = `${step++ * RISE_MS}ms`;
    return node;
  }

  function checklist(list) {
    const node = make("div", "list");
    const count = spoken(make("p", "title"), data.words);
    const boxes = [];
    const told = () => {
      count.textContent = list.count.replace("{done}", boxes.filter((box) => box.checked).length);
    };
    node.append(count);
    for (const section of list.sections) {
      const items = spoken(make("ul"), list);
      for (const item of section.items) {
        const box = make("input");
        box.type = "checkbox";
        box.checked = item.done;
        box.dataset.id = item.id;
        box.addEventListener("change", () => {
          told();
          setStateValue("ticked", boxes.filter((one) => one.checked).map((one) => one.dataset.id));
        });
        boxes.push(box);
        const label = make("label");
        label.append(box, spoken(make("span", "", item.text), item));
        const line = make("li");
        if (item.due) label.lastChild.prepend(spoken(make("strong", "", item.due), list), " ");
        line.append(label);
        items.append(cite(line, item.citations));
      }
      if (section.name) node.append(spoken(make("p", "title", section.name), list));
      node.append(items);
    }
    told();
    node.append(spoken(make("p", "small", list.note), data.words));
    return node;
  }

  const several = data.citations.length > data.open_sources;
  for (const one of data.citations) shown.set(one.number, source(one, data.words));

  if (data.alarm) root.append(make("p", "alarm-word", data.alarm));
  if (data.title) root.append(make("p", "title", data.title));
  let columns = null;
  for (const group of data.groups) {
    const block = spoken(make("div", "group"), group);
    if (group.name) {
      block.append(spoken(make("p", "language", group.name), data.words));
      if (!columns) root.append((columns = make("div", "columns")));
      columns.append(block);
    } else {
      columns = null;
      root.append(block);
    }
    const text = make("p");
    for (const said of group.sentences) text.append(sentence(said));
    if (group.sentences.length) block.append(text);
    if (group.more.length) {
      const rest = make("p");
      rest.hidden = true;
      for (const said of group.more) rest.append(sentence(said));
      const button = make("button", "more", data.words.more);
      button.type = "button";
      button.setAttribute("aria-expanded", "false");
      spoken(button, data.words);
      button.addEventListener("click", () => {
        rest.hidden = !rest.hidden;
        button.setAttribute("aria-expanded", String(!rest.hidden));
        button.textContent = rest.hidden ? data.words.more : data.words.less;
      });
      block.append(button, rest);
    }
  }
  if (data.checklist) root.append(checklist(data.checklist));
  if (shown.size) {
    sources.append(make("summary", "", `${data.words.sources} (${shown.size})`));
    sources.append(...shown.values());
    sources.open = !several;
    root.append(sources);
  }
  if (data.contact) {
    const card = make("details", "contact");
    card.open = data.contact_open;
    const head = make("summary", "", `${data.words.contact}: `);
    head.append(spoken(make("bdi", "title", data.contact.name), data.contact));
    card.append(head);
    if (data.contact.what) card.append(spoken(make("p", "", data.contact.what), data.contact));
    const lines = make("p");
    for (const [text, href] of data.contact.lines) {
      const line = make("bdi", "line");
      line.append(href ? link(text, href) : text);
      lines.append(line);
    }
    card.append(lines);
    root.append(card);
  }
  if (data.fresh) readFromTop(root, data.first);
}
