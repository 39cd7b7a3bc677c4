"""The supervisor's pages: types, intervals, contacts, figures, versions. GUI thread."""
