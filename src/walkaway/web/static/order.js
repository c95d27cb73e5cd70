// An order as a list: dragged, or moved by the arrow keys and buttons; what stands equal is tied.
(function () {
  "use strict";
  var dragged = null;

  function made(name, text, props) {
    var one = document.createElement(name);
    one.textContent = text || "";
    Object.keys(props || {}).forEach(function (key) { one.setAttribute(key, props[key]); });
    return one;
  }

  function enhance(field) {
    if (field.dataset.names === undefined || field.value.includes(";") || field.dataset.shown) { return; }
    field.dataset.shown = "1";
    var names = JSON.parse(field.dataset.names), label = field.getAttribute("aria-label"), list = made("ol", "", { "class": "orderly", "aria-label": label });
    var said = made("p", "", { "class": "unseen", role: "status" });
    var groups = field.value.split(">").map(function (one) { return one.split("=").map(function (name) { return name.trim(); }); });

    function words(name) { return names[name] || name; }
    function send() {
      field.value = groups.filter(function (one) { return one.length; }).map(function (one) { return one.join(" = "); }).join(" > ");
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    function flat() { return [].concat.apply([], groups.map(function (one) { return one.map(function (name, at) { return { name: name, tied: at > 0 }; }); })); }
    function grouped(items) {
      groups = [];
      items.forEach(function (one, at) { if (at && one.tied) { groups[groups.length - 1].push(one.name); } else { groups.push([one.name]); } });
    }
    function moved(from, to) {
      var items = flat(), place = Math.max(0, Math.min(items.length - 1, to));
      if (place === from) { return; }
      var next = items[from + 1];
      if (next && next.tied && !items[from].tied) { next.tied = false; }
      var one = items.splice(from, 1)[0];
      one.tied = false;
      if (items[place] && items[place].tied) { one.tied = true; }
      items.splice(place, 0, one);
      grouped(items);
      shown(one.name);
      said.textContent = words(one.name) + ": " + (place + 1) + " of " + items.length;
      send();
    }
    function tied(at) {
      var items = flat();
      items[at].tied = !items[at].tied;
      grouped(items);
      shown(items[at].name, "=");
      said.textContent = words(items[at].name) + (items[at].tied ? " equals " : " comes after ") + words(items[at - 1].name);
      send();
    }
    function shown(focus, button) {
      list.replaceChildren.apply(list, flat().map(function (one, at, all) {
        var item = made("li", "", { draggable: "true", "data-name": one.name, "class": one.tied ? "tied" : "" });
        item.append(made("span", words(one.name), { "class": "what" }));
        [["↑", "up", at > 0], ["↓", "down", at < all.length - 1], ["=", one.tied ? "no longer equal to the one above" : "equal to the one above", at > 0]].forEach(function (way) {
          var key = made("button", way[0], { type: "button", "aria-label": words(one.name) + " " + way[1] });
          key.disabled = !way[2];
          if (way[0] === "=") { key.setAttribute("aria-pressed", one.tied ? "true" : "false"); }
          key.addEventListener("click", function () { if (way[0] === "=") { tied(at); } else { moved(at, at + (way[0] === "↑" ? -1 : 1)); } });
          item.append(key);
        });
        item.addEventListener("keydown", function (event) {
          if (event.key === "ArrowUp" || event.key === "ArrowDown") { event.preventDefault(); moved(at, at + (event.key === "ArrowUp" ? -1 : 1)); }
        });
        item.addEventListener("dragstart", function (event) { dragged = { list: list, at: at }; event.dataTransfer.effectAllowed = "move"; event.dataTransfer.setData("text/plain", words(one.name)); });
        item.addEventListener("dragover", function (event) { if (dragged && dragged.list === list) { event.preventDefault(); } });
        item.addEventListener("drop", function (event) { event.preventDefault(); if (dragged && dragged.list === list) { moved(dragged.at, at); } dragged = null; });
        return item;
      }));
      var here = focus && Array.from(list.children).find(function (one) { return one.dataset.name === focus; });
      var key = here && (Array.from(here.querySelectorAll("button")).find(function (one) { return !one.disabled && (button ? one.textContent === button : one.textContent !== "="); }));
      if (key) { key.focus(); }
    }
    shown();
    field.hidden = true;
    field.after(list, said);
  }

  window.bench.orders = function (root) { root.querySelectorAll("input.order").forEach(enhance); };
  window.bench.orders(document);
})();
