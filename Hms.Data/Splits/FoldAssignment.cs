using System.Security.Cryptography;
using Hms.Data.Rows;

namespace Hms.Data.Splits;

/// <summary>Which fold holds each row out. Rows of one EEG have one fold; a patient in several is refused, but for <see cref="SplitMethod.KFold"/>, which says so.</summary>
public sealed class FoldAssignment
{
    private readonly IReadOnlyList<RecordingRow> _rows;

    private FoldAssignment(IReadOnlyList<RecordingRow> rows, SplitOptions options, int[] folds, string? leak)
    {
        (_rows, Options, FoldOfRow, Leak) = (rows, options, folds, leak);
        FoldCount = folds.Max() + 1;
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(FoldFile.Format(rows, folds)));
    }

    /// <summary>How the rows were split.</summary>
    public SplitOptions Options { get; }

    /// <summary>Number of folds, 2 or more; each has at least one row.</summary>
    public int FoldCount { get; }

    /// <summary>Fold of each row, from 0.</summary>
    public IReadOnlyList<int> FoldOfRow { get; }

    /// <summary>What is wrong with the split, in a sentence: patients are in several folds. Null where none is.</summary>
    public string? Leak { get; }

    /// <summary>SHA-256 of the bytes of <see cref="Write"/>: equal exactly for equal folds of equal EEGs.</summary>
    public string Sha256 { get; }

    /// <summary>Splits rows.</summary>
    /// <param name="rows">The rows; with votes for <see cref="SplitMethod.StratifiedGroupKFold"/>, whose class is that with the most votes (the first on ties).</param>
    /// <param name="options">How.</param>
    /// <param name="knownEegs">EEGs of the data set, for <see cref="SplitMethod.File"/>; null for those of the rows.</param>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    /// <exception cref="HmsDataException">There are too few patients, too many for leaving one out, the fold file is broken, or a patient is in several folds.</exception>
    public static FoldAssignment Of(IReadOnlyList<RecordingRow> rows, SplitOptions options, IReadOnlySet<long>? knownEegs = null)
    {
        if (options.Validate() is { Count: > 0 } errors) { throw new ArgumentException(string.Join(" ", errors), nameof(options)); }
        long[] patients = [.. rows.Select(row => row.PatientId)];
        var folds = Assign(rows, patients, options, knownEegs);
        var leak = SplitCheck.DescribeLeak(patients, folds);
        if (leak is null || options.Method == SplitMethod.KFold) { return new FoldAssignment(rows, options, folds, leak); }
        throw new HmsDataException(options.Path, $"{leak} Give each patient one fold.");
    }

    /// <summary>Writes the folds as a fold file: eeg_id, patient_id, fold.</summary>
    /// <param name="path">Target; an existing file is replaced.</param>
    public void Write(string path) => FoldFile.Write(path, _rows, FoldOfRow);

    private static int[] Assign(IReadOnlyList<RecordingRow> rows, long[] patients, SplitOptions options, IReadOnlySet<long>? knownEegs)
    {
        if (options.Method == SplitMethod.LeaveOneGroupOut && patients.Distinct().Count() is var count && count > options.MaximumFolds)
        {
            throw new HmsDataException(null, $"leaving one patient out makes {count} folds, one a patient, and as many trainings; at most {options.MaximumFolds} are allowed. Raise the maximum, or take groupKFold.");
        }
        try
        {
            return options.Method switch
            {
                SplitMethod.GroupKFold => GroupKFold.Assign(patients, options.FoldCount),
                SplitMethod.StratifiedGroupKFold => StratifiedGroupKFold.Assign(patients, [.. rows.Select(row => VoteClasses.IndexOfLargest(row.Votes!))], options.FoldCount),
                SplitMethod.LeaveOneGroupOut => LeaveOneGroupOut.Assign(patients),
                SplitMethod.File => FoldFile.Assign(options.Path!, rows, knownEegs),
                _ => KFold.Assign([.. rows.Select(row => row.EegId)], options.FoldCount, options.Seed),
            };
        }
        catch (ArgumentException error)
        {
            throw new HmsDataException(null, error.Message.Split(" (Parameter")[0], error);
        }
    }
}
