"""The drawings of the page of a measure; the only room that knows Plotly, which loads when one is drawn."""
