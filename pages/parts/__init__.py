"""Parts that pages share: words for figures, links, filters, cards, charts. No SQL and no sums."""
