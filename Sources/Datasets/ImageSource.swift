import Foundation
import Support
import Tensors

/// Where images come from. A new source is a case here and a type that conforms to `ImageReader`.
public enum ImageSource: String, CaseIterable, Sendable {
    /// Fashion-MNIST: 70 000 grey images of 28×28, padded with zeros to 32×32.
    case fashionMNIST = "fashion-mnist"
    /// CIFAR-10 in the official binary format: 60 000 RGB images of 32×32.
    case cifar10 = "cifar10"
    /// The PNG and JPEG images of one folder, without its subfolders.
    case folder = "folder"

    /// The reader of this source, in a folder or, where that is nil, in the usual places.
    ///
    /// Throws `DataError` where no folder is given and none of the usual places has the data.
    public func reader(directory: String? = nil) throws -> any ImageReader {
        let given = directory.map { NSString(string: $0).expandingTildeInPath }
        switch self {
        case .fashionMNIST: return try FashionMNIST(directory: given)
        case .cifar10: return try CIFAR10(directory: given)
        case .folder:
            guard let given else {
                throw DataError(
                    file: "folder", expected: "a folder of PNG or JPEG images", got: "none", hint: "--data folder=DIR")
            }
            return try ImageFolder(directory: given)
        }
    }
}
