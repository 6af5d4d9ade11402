namespace Grid.Samples;

/// <summary>
/// 1,797 images of handwritten digits, 8 × 8 pixels valued 0 to 16 (<c>pixel_ROW_COLUMN</c>), and the digit
/// (<c>target</c>), carried by the program. Source: E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten
/// Digits", UCI Machine Learning Repository, 1998, https://archive.ics.uci.edu/dataset/80, licence CC BY 4.0: its test set,
/// with a header, in the order that scikit-learn ships it in.
/// </summary>
internal static class DigitsSample
{
    /// <summary>Where it is from, in a line.</summary>
    public const string Source = "E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI, 1998, CC BY 4.0";

    /// <summary>Writes the images to a file, or to digits.csv in a folder, and says in a line what it wrote.</summary>
    /// <param name="place">The file where it ends in <c>.csv</c>, whose folder exists; else the folder, which is made.</param>
    /// <param name="cancellation">Cancels; nothing is left behind.</param>
    /// <exception cref="SampleException">It cannot be written there.</exception>
    /// <exception cref="Sources.OutputException">Something else stands there, or the disk is full.</exception>
    public static async Task<string> WriteAsync(string place, CancellationToken cancellation)
    {
        byte[] images = await ReadAsync(cancellation);
        string path = await CarriedFile.WriteAsync(place, "digits.csv", images, cancellation);
        return $"1,797 images of handwritten digits, {images.Length / 1e3:N0} kB, in {path} ({Source})";
    }

    private static async Task<byte[]> ReadAsync(CancellationToken cancellation)
    {
        await using var carried = typeof(DigitsSample).Assembly.GetManifestResourceStream("digits.csv")!;
        byte[] images = new byte[carried.Length];
        await carried.ReadExactlyAsync(images, cancellation);
        return images;
    }
}
