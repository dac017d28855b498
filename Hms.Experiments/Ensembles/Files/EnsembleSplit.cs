namespace Hms.Experiments.Ensembles.Files;

/// <summary>Chooses by what the rows of an ensemble are parted.</summary>
internal static class EnsembleSplit
{
    private const int DefaultParts = 5;

    /// <summary>Puts groups and folds into the data: folds of the files where they part the patients, else parts of the patients.</summary>
    /// <returns>The data, and a sentence that says what was done.</returns>
    public static (EnsembleData Data, string Sentence) Choose(EnsembleData data, GroupColumns known, EnsembleSource source, Action<string> warn)
    {
        var groups = known.Groups is null ? null : GroupColumns.Numbers(known.Groups);
        var folds = known.Folds is null || source.Parts is not null ? null : Ranked(GroupColumns.Numbers(known.Folds));
        if (groups is null && known.Folds is null && source.UnknownGroups == UnknownGroups.Refuse)
        {
            throw new UserErrorException(
                "No file says which patient or fold a row belongs to. Rows of one patient are alike: with some of them in a fit and others judged by it, the figure is optimistic and its standard error too small. "
                + "Give --groups FILE (the id and a column patient_id or fold), or --ungrouped to take every row for a patient of its own all the same.");
        }
        if (groups is null && source.Parts is not null && known.Folds is not null)
        {
            throw new UserErrorException($"--folds {source.Parts} makes parts of the patients, but no file names them; leave it out to use the folds of the files, or give --groups FILE with a column patient_id.");
        }
        if (folds is not null && folds.Distinct().Count() < 2)
        {
            if (groups is null) { throw new UserErrorException("All rows have the same fold; two or more are needed, or a column patient_id."); }
            folds = null;
        }
        if (groups is not null && folds is not null && Split(groups, folds) is var split and > 0)
        {
            warn($"The folds of the files have {split} patients in two or more of them; parts of the patients are made instead.");
            folds = null;
        }
        var parts = source.Parts ?? DefaultParts;
        if (groups is not null && folds is null && groups.Distinct().Count() is var count && count < parts) { throw new UserErrorException($"The rows are of {count} patients, too few for {parts} parts; give --folds {Math.Max(2, count)}{(count < 2 ? " and more patients" : "")}."); }
        if (groups is null && folds is null && data.Rows < parts) { throw new UserErrorException($"{data.Rows} rows are too few for {parts} parts."); }
        return (data with { Groups = groups, Folds = folds }, Sentence(groups, folds, parts));
    }

    private static string Sentence(long[]? groups, int[]? folds, int parts) => (groups, folds) switch
    {
        (not null, not null) => $"Cross-fitted by the {folds.Distinct().Count()} folds of the files, none of which shares a patient; standard errors by patient ({groups.Distinct().Count()}).",
        (not null, null) => $"Cross-fitted by {parts} parts of the {groups.Distinct().Count()} patients; standard errors by patient.",
        (null, not null) => $"Cross-fitted by the {folds.Distinct().Count()} folds of the files. Patients are unknown: standard errors are by row, and too small where patients have several rows.",
        _ => $"Patients are unknown: cross-fitted by {parts} parts of the ROWS, and standard errors are by row. Where patients have several rows, the learned figures are optimistic and the standard errors too small.",
    };

    private static int[] Ranked(long[] folds)
    {
        var rank = folds.Distinct().Order().Select((fold, i) => (fold, i)).ToDictionary(pair => pair.fold, pair => pair.i);
        return [.. folds.Select(fold => rank[fold])];
    }

    private static int Split(long[] groups, int[] folds) => groups.Zip(folds).Distinct().GroupBy(pair => pair.First).Count(group => group.Count() > 1);
}
