"""The ground floor: the data model of Proofpress. numpy and the standard library only, no drawing, no I/O."""
