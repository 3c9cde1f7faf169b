"""What differs between two books, in sentences. Pure: reads books only; the names of fields come in as an argument."""
