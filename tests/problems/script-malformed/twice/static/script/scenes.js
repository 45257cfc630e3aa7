const scenes = document.querySelectorAll("#text h2";
