/// BibTeX of the paper that the report reproduces.
enum PaperCitation {
    static let bibtex = """
        @misc{hadou2023robust,
          title         = {Robust Stochastically-Descending Unrolled Networks},
          author        = {Hadou, Samar and NaderiAlizadeh, Navid and Ribeiro, Alejandro},
          year          = {2023},
          eprint        = {2312.15788},
          archivePrefix = {arXiv}
        }
        """
}
