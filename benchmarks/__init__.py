"""What the program costs, and what its pages are like: `python3 build.py bench`."""
