using System.Runtime.InteropServices;

namespace Grid.Benchmarks;

/// <summary>The functions of LightGBM's C API that a forest takes (https://lightgbm.readthedocs.io/en/latest/C-API.html). All give 0 where they succeed.</summary>
internal static unsafe partial class LightGbmLibrary
{
    /// <summary>The type of a matrix of doubles.</summary>
    public const int Float64 = 1;

    /// <summary>The type of a field of floats.</summary>
    public const int Float32 = 0;

    private const string Library = "lib_lightgbm";

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetCreateFromMat", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateDataset(double* data, int type, int rows, int columns, int isRowMajor, string parameters, nint reference, out nint dataset);

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetSetField", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetField(nint dataset, string name, float* values, int count, int type);

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetFree")]
    public static partial int FreeDataset(nint dataset);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterCreate", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateBooster(nint dataset, string parameters, out nint booster);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterUpdateOneIter")]
    public static partial int Update(nint booster, out int isFinished);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterPredictForMat", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Predict(nint booster, double* data, int type, int rows, int columns, int isRowMajor, int kind, int start, int iterations, string parameters, out long length, double* into);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterFree")]
    public static partial int FreeBooster(nint booster);

    [LibraryImport(Library, EntryPoint = "LGBM_GetLastError")]
    public static partial byte* LastError();

    /// <summary>Throws what the library says of the last fault.</summary>
    public static void Check(int result)
    {
        if (result != 0)
            throw new InvalidOperationException($"LightGBM: {Marshal.PtrToStringUTF8((nint)LastError())}");
    }
}
