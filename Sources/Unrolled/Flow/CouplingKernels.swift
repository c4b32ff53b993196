import CKernels

/// Products of few columns, each with the arguments of `products.h`, and what stands between them.
struct ProductKernels<Scalar>: Sendable {
    /// Read-only elements.
    typealias Input = UnsafePointer<Scalar>
    /// Elements that are written.
    typealias Output = UnsafeMutablePointer<Scalar>

    let product:
        @Sendable (Input, Int, Input, Int, Int, Int, Int, Int, Output, Int, Int, Int, Input?, Int, Input?, Int) -> Void
    let outerProduct: @Sendable (Input, Int, Input, Int, Int, Output, Int, Int, Int, Int, Int, Int, Output?) -> Void
    let padded: @Sendable (Int) -> Int
    let pack: @Sendable (Input, Int, Int, Int, Int, Int, Int, Output) -> Void
    let columnSums: @Sendable (Input, Int, Int, Output, Int) -> Void
    let biasRectifyRows: @Sendable (Output, Int, Input, Int, Int) -> Void
    let maskRows: @Sendable (Output, Input, Int, Int, Int) -> Void
}

/// What a convolution on some pixels of an image does beside its product, each with the arguments of `patches.h`.
struct PatchKernels<Scalar>: Sendable {
    /// Read-only elements.
    typealias Input = UnsafePointer<Scalar>
    /// Elements that are written.
    typealias Output = UnsafeMutablePointer<Scalar>
    /// Pixels.
    typealias Places = UnsafePointer<Int32>

    let gatherPatches: @Sendable (Input, Int, Int, Int, Int, Places, Int, Output, Output, Int) -> Void
    let scatterPatches: @Sendable (Input, Int, Places, Int, Output, Output, Int, Int, Int, Int) -> Void
    let sumTaps: @Sendable (Input, Int, Places, Int, Input, Input, Output, Int, Int) -> Void
    let spreadTaps: @Sendable (Input, Int, Int, Int, Places, Int, Output, Output, Int) -> Void
    let takePixels: @Sendable (Input, Int, Int, Int, Int, Places, Int, Output) -> Void
    let putPixels: @Sendable (Input, Output, Int, Int, Int, Int, Places, Int) -> Void
    let scaleChannels: @Sendable (Output, Int, Int, Int, Scalar) -> Void
}

extension ProductKernels where Scalar == Float {
    static var loops: Self {
        Self(
            product: dh_product_f,
            outerProduct: dh_outer_product_f,
            padded: dh_padded_f,
            pack: dh_pack_f,
            columnSums: dh_column_sums_f,
            biasRectifyRows: dh_bias_rectify_rows_f,
            maskRows: dh_mask_rows_f)
    }
}

extension ProductKernels where Scalar == Double {
    static var loops: Self {
        Self(
            product: dh_product_d,
            outerProduct: dh_outer_product_d,
            padded: dh_padded_d,
            pack: dh_pack_d,
            columnSums: dh_column_sums_d,
            biasRectifyRows: dh_bias_rectify_rows_d,
            maskRows: dh_mask_rows_d)
    }
}

extension PatchKernels where Scalar == Float {
    static var loops: Self {
        Self(
            gatherPatches: dh_gather_patches_f,
            scatterPatches: dh_scatter_patches_f,
            sumTaps: dh_sum_taps_f,
            spreadTaps: dh_spread_taps_f,
            takePixels: dh_take_pixels_f,
            putPixels: dh_put_pixels_f,
            scaleChannels: dh_scale_channels_f)
    }
}

extension PatchKernels where Scalar == Double {
    static var loops: Self {
        Self(
            gatherPatches: dh_gather_patches_d,
            scatterPatches: dh_scatter_patches_d,
            sumTaps: dh_sum_taps_d,
            spreadTaps: dh_spread_taps_d,
            takePixels: dh_take_pixels_d,
            putPixels: dh_put_pixels_d,
            scaleChannels: dh_scale_channels_d)
    }
}
