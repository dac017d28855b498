using System.Runtime.InteropServices;

namespace Hms.Training.Features.LightGbm;

/// <summary>The functions of LightGBM's C interface that are used here, each with its error as an exception.</summary>
internal static unsafe partial class LightGbmLibrary
{
    private const string Library = "lib_lightgbm";
    private const int Single = 0;
    private const int Double = 1;

    /// <summary>Bins a matrix, row by row.</summary>
    public static nint CreateDataset(ReadOnlySpan<float> matrix, int rows, int columns, string parameters)
    {
        nint handle;
        fixed (float* data = matrix) { Check(LGBM_DatasetCreateFromMat(data, Single, rows, columns, 1, parameters, 0, out handle)); }
        return handle;
    }

    /// <summary>Sets the scores that boosting starts from, class by class.</summary>
    public static void SetInitialScores(nint dataset, ReadOnlySpan<double> scores)
    {
        fixed (double* data = scores) { Check(LGBM_DatasetSetField(dataset, "init_score", data, scores.Length, Double)); }
    }

    /// <summary>Sets single values of each row: label or weight.</summary>
    public static void SetField(nint dataset, string name, ReadOnlySpan<float> values)
    {
        fixed (float* data = values) { Check(LGBM_DatasetSetField(dataset, name, data, values.Length, Single)); }
    }

    /// <summary>Makes an empty model on a data set.</summary>
    public static nint CreateBooster(nint dataset, string parameters)
    {
        Check(LGBM_BoosterCreate(dataset, parameters, out var handle));
        return handle;
    }

    /// <summary>One round from derivatives, class by class; true where no tree could grow.</summary>
    public static bool Update(nint booster, ReadOnlySpan<float> gradients, ReadOnlySpan<float> hessians)
    {
        int finished;
        fixed (float* gradient = gradients, hessian = hessians) { Check(LGBM_BoosterUpdateOneIterCustom(booster, gradient, hessian, out finished)); }
        return finished != 0;
    }

    /// <summary>One round of the library's own objective; true where no tree could grow.</summary>
    public static bool Update(nint booster)
    {
        Check(LGBM_BoosterUpdateOneIter(booster, out var finished));
        return finished != 0;
    }

    /// <summary>The scores of the training rows, class by class.</summary>
    public static void ReadScores(nint booster, Span<double> scores)
    {
        long written;
        fixed (double* target = scores) { Check(LGBM_BoosterGetPredict(booster, 0, out written, target)); }
        if (written != scores.Length) { throw new TrainingException($"LightGBM gave {written} scores of training rows; {scores.Length} were expected."); }
    }

    /// <summary>Some rounds of a model as text.</summary>
    public static string Save(nint booster, int firstRound, int rounds)
    {
        Check(LGBM_BoosterSaveModelToString(booster, firstRound, rounds, 0, 0, out var length, null));
        var text = new byte[length];
        fixed (byte* target = text) { Check(LGBM_BoosterSaveModelToString(booster, firstRound, rounds, 0, length, out length, target)); }
        return System.Text.Encoding.UTF8.GetString(text).TrimEnd('\0');
    }

    /// <summary>Frees a data set.</summary>
    public static void FreeDataset(nint dataset) => _ = LGBM_DatasetFree(dataset);

    /// <summary>Frees a model.</summary>
    public static void FreeBooster(nint booster) => _ = LGBM_BoosterFree(booster);

    private static void Check(int result)
    {
        if (result != 0) { throw new TrainingException($"LightGBM refused: {Marshal.PtrToStringUTF8(LGBM_GetLastError())}"); }
    }

    [LibraryImport(Library)]
    private static partial nint LGBM_GetLastError();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LGBM_DatasetCreateFromMat(void* data, int type, int rows, int columns, int isRowMajor, string parameters, nint reference, out nint handle);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LGBM_DatasetSetField(nint dataset, string field, void* data, int count, int type);

    [LibraryImport(Library)]
    private static partial int LGBM_DatasetFree(nint dataset);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LGBM_BoosterCreate(nint dataset, string parameters, out nint handle);

    [LibraryImport(Library)]
    private static partial int LGBM_BoosterFree(nint booster);

    [LibraryImport(Library)]
    private static partial int LGBM_BoosterUpdateOneIter(nint booster, out int finished);

    [LibraryImport(Library)]
    private static partial int LGBM_BoosterUpdateOneIterCustom(nint booster, float* gradients, float* hessians, out int finished);

    [LibraryImport(Library)]
    private static partial int LGBM_BoosterGetPredict(nint booster, int dataIndex, out long length, double* result);

    [LibraryImport(Library)]
    private static partial int LGBM_BoosterSaveModelToString(nint booster, int firstRound, int rounds, int importance, long bufferLength, out long length, byte* text);
}
