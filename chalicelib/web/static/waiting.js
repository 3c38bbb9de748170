// A page that waits comes again by itself, unless its reader is at one of its controls.
const again = () => {
  if (document.activeElement === document.body) window.location.reload();
  else setTimeout(again, 2000);
};
setTimeout(again, 2000);
