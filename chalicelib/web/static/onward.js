// A task of many pages goes on by itself, unless its reader is at one of its controls.
if (document.activeElement === document.body) document.getElementById("onward").click();
