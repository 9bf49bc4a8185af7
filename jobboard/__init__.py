"""What is a posting, who posted it, where is it kept? The core: it knows neither scrapers nor index nor assistant."""
