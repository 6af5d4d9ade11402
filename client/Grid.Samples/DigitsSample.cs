using Grid.Sources;

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
    /// <exception cref="OutputException">Something else stands there, or the disk is full.</exception>
    public static async Task<string> WriteAsync(string place, CancellationToken cancellation)
    {
        byte[] images = await ReadAsync(cancellation);
        var rule = ReplaceRule.OnlySame(images);
        string path;
        if (place.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
        {
            path = Path.GetFullPath(place);
            using var file = OutputFile.Open(place, rule);
            file.Write(images);
        }
        else
        {
            path = Path.GetFullPath(Path.Combine(place, "digits.csv"));
            using var staging = SampleStaging.Open(Path.GetDirectoryName(path)!, [path], images.Length, rule);
            try
            {
                await using var file = staging.OpenWrite(0);
                await file.WriteAsync(images, cancellation);
            }
            catch (IOException fault)
            {
                throw OutputFile.Fault(path, fault);
            }
            staging.Commit();
        }
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
