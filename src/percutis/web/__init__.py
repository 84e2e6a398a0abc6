"""The clinic application. `accounts` and `records` hold the tables, `clinic` and `patient` the pages, `ui` the look."""
