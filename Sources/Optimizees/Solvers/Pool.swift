import Foundation

/// Scratch memory that outlives the call that needed it. What lies in it never reaches a result.
final class Pool<Element>: @unchecked Sendable {
    private let lock = NSLock()
    private var elements: [Element] = []

    /// An element that suits, which is the caller's until it is given back.
    func take(where suits: (Element) -> Bool) -> Element? {
        lock.withLock { elements.firstIndex(where: suits).map { elements.remove(at: $0) } }
    }

    /// Gives an element back.
    func give(_ element: Element) { lock.withLock { elements.append(element) } }
}
