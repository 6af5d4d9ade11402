using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Grid.Query;

/// <summary>
/// Sums of products of every pair of columns of a block, in tiles of four by three columns: twelve sums stay in registers
/// while seven columns stream by (K. Goto and R. van de Geijn, Anatomy of High-Performance Matrix Multiplication, 2008).
/// </summary>
internal static class ProductKernel
{
    private const int TileRows = 4;
    private const int TileColumns = 3;

    /// <summary>Columns that a block must have room for: tiles reach past the last one. What is there is of no matter.</summary>
    public static int Padded(int columns) => columns + TileRows;

    /// <summary>products[(i - first) * columns + j] for i from first to last (not included) and j from i on; what is before the diagonal is undefined.</summary>
    /// <param name="block">Columns side by side, each <paramref name="stride"/> apart.</param>
    /// <param name="stride">The distance between columns.</param>
    /// <param name="rows">Rows of the block; rounded up to a multiple of four they must be within the stride, and zero.</param>
    /// <param name="first">The first column i.</param>
    /// <param name="last">The column i to stop at.</param>
    /// <param name="columns">Columns in all, less than <see cref="Padded"/> of them.</param>
    /// <param name="products">Room for the sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(double[] block, int stride, int rows, int first, int last, int columns, double[] products)
    {
        int quads = (rows + 3) & ~3;
        Span<double> tile = stackalloc double[TileRows * TileColumns];
        for (int i = first; i < last; i += TileRows)
        {
            for (int j = i / TileColumns * TileColumns; j < columns; j += TileColumns)
            {
                Tile(ref MemoryMarshal.GetArrayDataReference(block), stride, quads, i, j, tile);
                for (int r = 0; r < TileRows && i + r < last; r++)
                {
                    for (int c = 0; c < TileColumns && j + c < columns; c++)
                        products[(i + r - first) * columns + j + c] = tile[r * TileColumns + c];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile(ref double block, int stride, int rows, int i, int j, Span<double> sums)
    {
        ref double a0 = ref Unsafe.Add(ref block, i * stride);
        ref double a1 = ref Unsafe.Add(ref a0, stride);
        ref double a2 = ref Unsafe.Add(ref a1, stride);
        ref double a3 = ref Unsafe.Add(ref a2, stride);
        ref double b0 = ref Unsafe.Add(ref block, j * stride);
        ref double b1 = ref Unsafe.Add(ref b0, stride);
        ref double b2 = ref Unsafe.Add(ref b1, stride);
        Vector256<double> s00 = default, s01 = default, s02 = default, s10 = default, s11 = default, s12 = default;
        Vector256<double> s20 = default, s21 = default, s22 = default, s30 = default, s31 = default, s32 = default;
        for (nuint at = 0; at < (nuint)rows; at += 4)
        {
            var x = Vector256.LoadUnsafe(ref b0, at);
            var y = Vector256.LoadUnsafe(ref b1, at);
            var z = Vector256.LoadUnsafe(ref b2, at);
            var a = Vector256.LoadUnsafe(ref a0, at);
            s00 = Vector256.MultiplyAddEstimate(a, x, s00);
            s01 = Vector256.MultiplyAddEstimate(a, y, s01);
            s02 = Vector256.MultiplyAddEstimate(a, z, s02);
            a = Vector256.LoadUnsafe(ref a1, at);
            s10 = Vector256.MultiplyAddEstimate(a, x, s10);
            s11 = Vector256.MultiplyAddEstimate(a, y, s11);
            s12 = Vector256.MultiplyAddEstimate(a, z, s12);
            a = Vector256.LoadUnsafe(ref a2, at);
            s20 = Vector256.MultiplyAddEstimate(a, x, s20);
            s21 = Vector256.MultiplyAddEstimate(a, y, s21);
            s22 = Vector256.MultiplyAddEstimate(a, z, s22);
            a = Vector256.LoadUnsafe(ref a3, at);
            s30 = Vector256.MultiplyAddEstimate(a, x, s30);
            s31 = Vector256.MultiplyAddEstimate(a, y, s31);
            s32 = Vector256.MultiplyAddEstimate(a, z, s32);
        }
        sums[0] = Vector256.Sum(s00);
        sums[1] = Vector256.Sum(s01);
        sums[2] = Vector256.Sum(s02);
        sums[3] = Vector256.Sum(s10);
        sums[4] = Vector256.Sum(s11);
        sums[5] = Vector256.Sum(s12);
        sums[6] = Vector256.Sum(s20);
        sums[7] = Vector256.Sum(s21);
        sums[8] = Vector256.Sum(s22);
        sums[9] = Vector256.Sum(s30);
        sums[10] = Vector256.Sum(s31);
        sums[11] = Vector256.Sum(s32);
    }
}
