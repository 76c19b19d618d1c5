/* Only makes better what already works without it: focus on the error summary, letters left, copying a code, a smaller
   photo before it is sent, and a word before typed text is lost. Nothing is fetched, nothing is stored. */
(function () {
  "use strict";
  const all = (selector, act) => Array.prototype.forEach.call(document.querySelectorAll(selector), act);

  all("[data-focus]", (box) => box.focus());

  all("[data-count]", (field) => {
    const note = document.getElementById(field.id + "-count");
    if (!note) return;
    const limit = Number(field.getAttribute("data-count"));
    const show = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ".");
    let timer;
    const tell = () => {
      const left = limit - Array.from(field.value).length;
      note.textContent = left < 0 ? "Kurangi " + show(-left) + " huruf" : "Masih bisa " + show(left) + " huruf";
      note.classList.toggle("over", left < 0);
    };
    note.setAttribute("aria-live", "polite");
    field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(tell, 400); });
    if (field.value) tell();
  });

  if (navigator.clipboard && window.isSecureContext) {
    all("[data-copy]", (code) => {
      const text = code.textContent.trim();
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-link copy";
      button.textContent = "Salin";
      button.setAttribute("aria-label", "Salin " + text);
      const said = document.createElement("span");
      said.className = "hidden-text";
      said.setAttribute("role", "status");
      button.addEventListener("click", () => navigator.clipboard.writeText(text).then(() => {
        button.textContent = "Tersalin";
        said.textContent = text + " tersalin";
      }));
      code.parentNode.appendChild(button);
      code.parentNode.appendChild(said);
    });
  }

  /* A photo above 250 KB becomes a JPEG of at most 1600 px. Whatever goes wrong, the file as chosen is sent. */
  const ENOUGH = 250 * 1024;
  const shrink = (file) => createImageBitmap(file, { imageOrientation: "from-image" }).then((picture) => {
    const scale = Math.min(1, 1600 / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const paper = canvas.getContext("2d");
    paper.fillStyle = "#fff";
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const at = (quality) => new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    return at(0.82).then((blob) => (blob && blob.size > ENOUGH ? at(0.6) : blob));
  });
  all("input[type=file][data-shrink]", (input) => {
    input.addEventListener("change", () => {
      const file = input.files[0];
      if (!file || input.files.length > 1 || file.size <= ENOUGH || !/^image\/(jpeg|png)$/.test(file.type) ||
          !window.createImageBitmap || !window.DataTransfer) return;
      shrink(file).then((blob) => {
        if (!blob || blob.size >= file.size || input.files[0] !== file) return;
        const carrier = new DataTransfer();
        carrier.items.add(new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }));
        input.files = carrier.files;
      }).catch(() => {});
    });
  });

  all("form[data-warn]", (form) => {
    let changed = false;
    form.addEventListener("input", () => { changed = true; });
    form.addEventListener("submit", () => { changed = false; });
    window.addEventListener("beforeunload", (event) => {
      if (changed) { event.preventDefault(); event.returnValue = ""; }
    });
  });
})();
