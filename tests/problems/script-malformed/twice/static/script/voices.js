let voices = [1, 2;
