"""What things are about: topics, entities, series, genres, themes, fonts, phrasing. Data and samplers; no pixels."""
