const scenes = document.querySelectorAll("#text h2");
const first = ;
