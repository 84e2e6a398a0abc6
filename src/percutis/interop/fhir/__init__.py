"""Reads a patient's record in HL7 FHIR R4 into an intake, and says what it could not read.

`bundle` opens the record and `whose` picks its patient; a module per kind of resource reads what it says of them;
`catalogue`, `names` and `sites` know the words of the edition; `settle` and `combine` make findings; `report` words
the rest; `page` writes the intake for people to complete.
"""
