import DownhillCLI

Downhill.main(studies: StudyEntry.house)
