import DownhillCLI

Downhill.main(studies: StudyEntry.house + [StudyEntry(OwnStudy.self, .own)])
