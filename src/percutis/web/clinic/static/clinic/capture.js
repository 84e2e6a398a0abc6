// The camera on the page: an outline of the view, the earlier picture as a ghost over it, and one picture taken into the
// form. Where there is no camera, or it is not allowed, the file is taken or chosen as without scripts.
"use strict";
(() => {
  const form = document.querySelector("[data-capture]");
  if (!form) return;
  const one = (name) => form.querySelector(`[data-${name}]`);
  const video = one("video"), still = one("still"), ghost = one("ghost"), outline = one("outline"), said = one("said");
  const file = form.querySelector("input[type='file']");
  const show = (element, isShown) => { if (element) element.hidden = !isShown; };
  let stream = null, facing = "environment";

  const stop = () => { stream?.getTracks().forEach((track) => track.stop()); stream = null; };
  const live = (isLive) => {
    [video, ghost, outline, one("shoot"), one("turn"), one("ghost-set")].forEach((element) => show(element, isLive));
    show(one("start"), !isLive);
    show(still, !isLive);
  };
  const start = async () => {
    stop();
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: facing, width: { ideal: 4096 }, height: { ideal: 4096 } } });
      video.srcObject = stream;
      await video.play();
      live(true);
      one("shoot").focus({ preventScroll: true });
    } catch (problem) {
      live(false);
      said.textContent = form.dataset.denied;
      show(said, true);
    }
  };
  const preview = () => {
    if (!file.files[0]) return;
    const image = new Image();
    image.alt = "";
    image.onload = () => { still.replaceChildren(image); URL.revokeObjectURL(image.src); };
    image.src = URL.createObjectURL(file.files[0]); // a kind that this browser cannot draw leaves the outline
  };
  const shoot = () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
    canvas.getContext("2d").drawImage(video, 0, 0);
    canvas.toBlob((blob) => {
      const taken = new DataTransfer();
      taken.items.add(new File([blob], `${form.dataset.view}.jpg`, { type: "image/jpeg" }));
      file.files = taken.files;
      stop();
      live(false);
      preview();
      form.requestSubmit(one("look"));
    }, "image/jpeg", 0.95);
  };

  file.addEventListener("change", () => { stop(); live(false); preview(); });
  one("ghost-part")?.addEventListener("input", (event) => { ghost.style.opacity = event.target.value / 100; });
  one("start").addEventListener("click", start);
  one("shoot").addEventListener("click", shoot);
  one("turn").addEventListener("click", () => { facing = facing === "user" ? "environment" : "user"; start(); });
  addEventListener("pagehide", stop);
  show(one("camera"), Boolean(navigator.mediaDevices?.getUserMedia));
})();
