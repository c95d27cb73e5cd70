"""Charts as Vega-Lite: the canvas they are drawn on, what they show, and the script that draws them."""
