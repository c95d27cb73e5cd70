// Documents beside the judgements: put in, read in pieces, words chosen and cited for a judgement.
(function () {
  "use strict";
  var bench = window.bench, byId = bench.byId, panel = byId("documents"), open = byId("document-open");
  var reading = null;  // how far it is found who said what; given up when documents come or go
  var chosen = "";     // the document of the words that are cited
  var places = [];     // judgements that can be cited for
  var held = "";       // the words that were selected last
  var back = null;     // where the focus was before the words were cited

  function tell(words) { byId("documents-told").textContent = words; }

  function html(path, place) {
    return bench.ask(path).then(function (answer) {
      return answer.text().then(function (text) {
        if (!answer.ok) { tell(JSON.parse(text).faults.join(" ")); return false; }
        redrawn(place, text);
        return true;
      });
    });
  }

  // Whoever is in a part by keyboard is so still when it is drawn anew, as when it is found who said what.
  function redrawn(place, text) {
    var here = place.contains(document.activeElement) && keyOf(document.activeElement);
    place.innerHTML = text;
    var same = here && Array.from(place.querySelectorAll("*")).find(function (one) { return keyOf(one) === here; });
    if (same) { rove(same); same.focus({ preventScroll: true }); }
  }

  function keyOf(one) {
    var box = one.closest("[data-statement], [data-account], [data-first]");
    return JSON.stringify([one.tagName, one.id, one.className, Object.assign({}, one.dataset), box && Object.assign({}, box.dataset)]);
  }

  // Of all passages the one that was gone to last is the one that Tab leads to.
  function rove(passage) {
    if (!passage.classList.contains("passage")) { return; }
    open.querySelector(".passage[tabindex='0']").tabIndex = -1;
    passage.tabIndex = 0;
  }

  // What comes after this script adds to what is shown here.
  function extra(when, name) {
    var more = bench.papers[when];
    return more ? more(name) : undefined;
  }

  function send(path, body) {
    return bench.idle().then(function () { return bench.ask(path, undefined, body); }).then(function (answer) {
      return answer.json().then(function (data) { return { ok: answer.ok, data: data }; });
    });
  }

  // ---------------------------------------------------------------------------------------------- list

  function list() { return html("documents", byId("document-list")); }

  // Who said what takes a while: it is found beside everything else, and shown when it is there.
  function find() {
    if (reading) { reading.abort(); }
    reading = new AbortController();
    return bench.follow("slow/said", byId("saying"), reading.signal).then(function (found) {
      if (found.lost) { tell(found.lost); }
      return list().then(again).then(function () { return extra("found"); });
    }, function (faults) {
      if (!faults.length) { return; }
      tell(faults.join(" "));
      var more = document.createElement("button");
      more.type = "button";
      more.textContent = "Find who said what";
      more.addEventListener("click", function () { more.remove(); tell(""); find(); });
      byId("saying").replaceChildren(more);
    });
  }

  function all() { return list().then(function () { return byId("document-list").querySelector("button") ? find() : undefined; }); }

  panel.addEventListener("toggle", function () {
    if (panel.open && !panel.dataset.seen) { panel.dataset.seen = "1"; all(); }
  });

  function put(files) {
    var left = Array.from(files), names = [], wrong = [];
    function next() {
      var file = left.shift();
      if (!file) {
        tell((names.length ? "Put in: " + names.join(", ") + ". " : "") + wrong.join(" "));
        return names.length ? all() : undefined;
      }
      tell("Reading " + file.name + " …");
      return window.files.upload("upload", file).then(function (answer) {
        if (answer.ok) { names.push(answer.data.name); } else { wrong = wrong.concat(answer.data.faults); }
      }).catch(function () { wrong.push(file.name + " is too large, or the program does not answer any more."); }).then(next);
    }
    return next();
  }

  window.files.dropped(byId("drop"), byId("pick"), put);

  // ------------------------------------------------------------------------------------------- reading

  function show(asked, focus) {
    return html("document?" + new URLSearchParams(asked), open).then(function (fine) {
      open.hidden = !fine;
      if (fine && focus) { byId("paper-title").focus(); byId("paper-title").scrollIntoView({ block: "start" }); }
      return fine ? extra("shown", asked.name) : undefined;
    });
  }

  function paper() { return open.querySelector(".paper"); }

  function again() {
    var one = paper();
    return one ? show({ name: one.dataset.name, piece: one.dataset.piece }, false) : Promise.resolve();
  }

  byId("document-list").addEventListener("click", function (event) {
    var one = event.target.closest("[data-document]");
    if (one) { show({ name: one.dataset.document }, true); }
  });

  open.addEventListener("click", function (event) {
    var one = event.target.closest("button");
    if (!one) { return; }
    if (one.dataset.piece !== undefined) { show({ name: paper().dataset.name, piece: one.dataset.piece }, true); }
    if (one.id === "paper-cite") { if (held) { citeSelected(held); } else { tell("Select some words first."); } }
    if (one.id === "paper-close") {
      var name = paper().dataset.name;
      open.hidden = true;
      open.replaceChildren();
      Array.from(byId("document-list").querySelectorAll("[data-document]")).forEach(function (button) {
        if (button.dataset.document === name) { button.focus(); }
      });
    }
  });

  open.addEventListener("change", function (event) {
    if (event.target.id !== "paper-kind") { return; }
    send("kind", { document: paper().dataset.name, kind: event.target.value }).then(function (answer) {
      if (!answer.ok) { tell(answer.data.faults.join(" ")); return undefined; }
      return enter(answer.data).then(again).then(function () { byId("paper-kind").focus(); return find(); });
    });
  });

  // Among passages one has the focus; arrows go on, Enter cites.
  open.addEventListener("keydown", function (event) {
    var here = event.target;
    if (!here.classList.contains("passage")) { return; }
    var some = Array.from(open.querySelectorAll(".passage")), at = some.indexOf(here);
    var to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: some.length - 1 }[event.key];
    if (to !== undefined && some[to]) {
      event.preventDefault();
      rove(some[to]);
      some[to].focus();
    } else if (event.key === "Enter") {
      event.preventDefault();
      cite(plain(here), here);
    }
  });

  // The words of a passage without the tags that stand between them.
  function plain(node) {
    var copy = node.cloneNode(true);
    copy.querySelectorAll(".mention").forEach(function (tag) { tag.remove(); });
    return copy.textContent.trim();
  }

  function selected() {
    var choice = window.getSelection();
    if (!choice.rangeCount || choice.isCollapsed) { return ""; }
    var range = choice.getRangeAt(0), text = open.querySelector(".running");
    if (!text || !text.contains(range.startContainer) || !text.contains(range.endContainer)) { return ""; }
    var box = document.createElement("div");
    box.append(range.cloneContents());
    return plain(box);
  }

  function citeSelected(words) {
    if (words && !byId("citing").open) { cite(words, open.querySelector(".passage[tabindex='0']")); }
  }

  open.addEventListener("pointerup", function (event) {
    if (event.target.closest(".running")) { window.setTimeout(function () { citeSelected(selected()); }, 0); }
  });
  // Where fingers or a caret select, no such event tells that it is done: a button does.
  document.addEventListener("selectionchange", function () { held = selected() || held; });

  // -------------------------------------------------------------------------------------------- citing

  function choices() {
    var words = byId("citing-find").value.toLowerCase().split(/\s+/).filter(Boolean);
    var some = places.filter(function (one) { return words.every(function (word) { return one[1].toLowerCase().includes(word); }); });
    byId("citing-place").replaceChildren.apply(byId("citing-place"), some.map(function (one) { return new Option(one[1], one[0]); }));
    byId("citing-place").selectedIndex = some.length ? 0 : -1;
    byId("citing-yes").disabled = !some.length;
  }

  function verify() {
    var words = byId("citing-words").value;
    return send("verify", { document: chosen, words: words }).then(function (answer) {
      if (words !== byId("citing-words").value) { return; }
      var found = answer.ok && answer.data.found;
      byId("citing-found").className = found ? "stands" : "fault";
      byId("citing-found").textContent = answer.ok ? (found ? "✓ " : "") + answer.data.said.join(". ") : answer.data.faults.join(" ");
    });
  }

  function cite(words, from) {
    chosen = paper().dataset.name;
    back = from;
    byId("citing-words").value = words;
    byId("citing-find").value = "";
    places = [];
    choices();  // there is nothing to cite for until the judgements are there
    byId("citing-fault").textContent = "";
    byId("citing-found").textContent = "Looking …";
    byId("citing").showModal();
    byId("citing-find").focus();
    verify();
    return bench.idle().then(function () { return bench.ask("judgements"); }).then(function (answer) { return answer.json(); })
      .then(function (found) { places = found; choices(); });
  }

  function close() {
    byId("citing").close();
    held = "";
    window.getSelection().removeAllRanges();
    if (back && back.isConnected) { back.focus(); } else if (open.querySelector(".passage")) { open.querySelector(".passage").focus(); }
  }

  byId("citing-words").addEventListener("input", verify);
  byId("citing-find").addEventListener("input", choices);
  byId("citing-no").addEventListener("click", close);
  byId("citing-form").addEventListener("submit", function (event) {
    event.preventDefault();
    var start = back && back.dataset.start;
    byId("citing-yes").disabled = true;
    byId("citing-fault").textContent = "";
    byId("citing-found").textContent = "Writing it …";
    send("cite", { document: chosen, words: byId("citing-words").value, place: byId("citing-place").value }).then(function (answer) {
      byId("citing-yes").disabled = false;
      if (!answer.ok) {
        byId("citing-found").textContent = "";
        byId("citing-fault").textContent = answer.data.faults.join(" ");
        return undefined;
      }
      tell("Cited, and verified: it is in the case, not yet saved.");
      return enter(answer.data).then(again).then(function () {
        back = start && open.querySelector(".passage[data-start='" + start + "']");
        if (back) { rove(back); }
        close();
      });
    });
  });

  // ------------------------------------------------------------------------------------ what is written

  var shown = bench.state().written.join("\n");

  // What is written from here is shown by whoever wrote it; what is undone or done again elsewhere, by this.
  function enter(data) {
    shown = data.written.join("\n");
    return bench.enter(data);
  }

  document.addEventListener("state", function () {
    var words = bench.state().written.join("\n");
    if (words === shown) { return; }
    shown = words;
    again();
    if (panel.dataset.seen) { extra("found"); }
  });

  bench.papers = { again: again, all: all, enter: enter, send: send, tell: tell, html: html };
})();
