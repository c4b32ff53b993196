/// Every size of a figure, in points, at the size at which it is printed. Callers give no styling numbers.
public enum Theme {
    /// One column of an IEEE page: 3.5 inches.
    public static let oneColumn = 252.0
    /// Two columns of an IEEE page: 7.16 inches.
    public static let twoColumns = 515.52

    static let labelSize = 9.0
    static let smallSize = 8.0

    static let axisWidth = 0.5
    static let gridTickMajor = 3.0
    static let gridTickMinor = 1.5
    static let lineWidth = 1.0
    static let thinWidth = 0.6
    static let hairWidth = 0.4
    static let barWidth = 0.6
    static let capWidth = 3.2
    static let markerSize = 4.0
    static let dodge = 1.7
    static let bandOpacity = 0.16
    static let fillOpacity = 0.28

    static let outerMargin = 2.0
    static let tickLabelGap = 3.0
    static let axisLabelGap = 3.0
    static let titleGap = 4.0
    static let columnGap = 10.0
    static let rowGap = 9.0
    static let legendGap = 6.0
    static let legendKey = 23.0
    static let legendKeyGap = 4.0
    static let legendColumnGap = 12.0
    static let legendLine = 10.5
    static let tableLine = 11.0

    /// A dot of the resolution that figures with images have, 300 to the inch.
    static let imageDot = 72.0 / 300
    /// Between neighbouring images of a grid, and between groups of them: whole dots.
    static let imageGap = 8 * imageDot
    static let imageGroupGap = 30 * imageDot
    /// The line of words under an image: whole dots.
    static let wordsLine = 44 * imageDot
    /// An image of a grid is at most one inch wide; of less than half an inch little is seen.
    static let largestImage = 72.0
    static let smallestImage = 36.0
    /// A page of two columns is 9.25 inches high; some of it is the caption's.
    static let tallestFigure = 620.0
    /// Headings of rows are broken into lines of this length.
    static let rowHeadingWidth = 62.0
    /// Images are handed over with so many pixels along a side, each pixel several times.
    static let sharpSide = 256

    /// Lines whose data are denser than this share of the frame get markers on some points only.
    static let mostMarkers = 14
    /// The most labels on one axis.
    static let mostTickLabels = 7
}
