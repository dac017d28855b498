using Hms.Data;
using Hms.Data.Rows;
using Hms.Data.Windows;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Ensembles;
using Hms.Experiments.Evaluation;
using Hms.Signal.Randomness;

namespace Hms.Experiments.Running.Ensembles;

/// <summary>The out-of-fold predictions of all members, joined to the rows that every member has predicted.</summary>
/// <remarks>
/// The rows are EEGs where a member's rows are, else label rows, else spectrograms; their votes are those of the first such member that has the row. A prediction belongs to a row where its model
/// was given the same part of the same files: that of a spectrogram stands for each EEG that shows the same window of it; other windows are scored by the model of the fold that held the patient out.
/// </remarks>
internal sealed record JoinedRows
{
    private static readonly RowsUnit[] FinestFirst = [RowsUnit.Eeg, RowsUnit.Row, RowsUnit.Spectrogram];

    /// <summary>The rows, in the order of train.csv.</summary>
    public required IReadOnlyList<JoinedRow> Rows { get; init; }

    /// <summary>Rows of the same unit that some member has predicted.</summary>
    public required int Candidates { get; init; }

    /// <summary>For each member how many of them it has not predicted.</summary>
    public required IReadOnlyList<int> Lacking { get; init; }

    /// <summary>For each member how many of them were scored for the ensemble, by the model of the fold that held their patient out.</summary>
    public required IReadOnlyList<int> Scored { get; init; }

    /// <summary>Rows that were left out, because a member lacks them.</summary>
    public int LeftOut => Candidates - Rows.Count;

    /// <summary>Joins the members' predictions.</summary>
    /// <param name="members">The members.</param>
    /// <param name="windows">The windows that all members share.</param>
    /// <param name="scoreHeldOut">Scores rows whose windows a member has not predicted, where it can be done out of fold.</param>
    /// <exception cref="UserErrorException">No row has a prediction of every member.</exception>
    public static JoinedRows Of(IReadOnlyList<MemberRun> members, WindowOptions windows, Func<MemberRun, IReadOnlyList<RecordingRow>, IReadOnlyDictionary<MemberWindow, float[]>> scoreHeldOut)
    {
        var unit = FinestFirst.First(candidate => members.Any(member => member.Unit == candidate));
        var candidates = CandidatesOf(members, unit);
        var (scores, lacking, scored) = (new List<float[]?[]>(), new List<int>(), new List<int>());
        foreach (var member in members)
        {
            var predicted = IndexOf(member, windows);
            RecordingRow[] others = [.. candidates.Select(pair => pair.Row).Where(row => !predicted.ContainsKey(MemberWindow.Of(row, windows, member.Sources)))];
            var late = scoreHeldOut(member, others);
            float[]?[] found = [.. candidates.Select(pair => MemberWindow.Of(pair.Row, windows, member.Sources)).Select(window => predicted.GetValueOrDefault(window) ?? late.GetValueOrDefault(window))];
            scores.Add(found);
            lacking.Add(found.Count(score => score is null));
            scored.Add(others.Length - lacking[^1]);
        }
        JoinedRow[] rows = [.. candidates.Select((pair, i) => (pair, Scores: scores.Select(member => member[i]).ToArray())).Where(row => !row.Scores.Contains(null))
            .Select(row => new JoinedRow(row.pair.Row, row.pair.Prediction, row.Scores!))];
        if (rows.Length == 0) { throw new UserErrorException($"None of {candidates.Count} rows has a prediction of every member ({Describe(members, lacking)} are lacking); members must be run on the same recordings and windows."); }
        return new JoinedRows { Rows = rows, Candidates = candidates.Count, Lacking = lacking, Scored = scored };
    }

    /// <summary>What each member lacks, in words.</summary>
    public static string Describe(IReadOnlyList<MemberRun> members, IReadOnlyList<int> lacking) => string.Join(", ", members.Select((member, i) => $"{member.Name}: {lacking[i]}"));

    /// <summary>The rows as the fits take them: groups are patients, parts are drawn by a seed.</summary>
    /// <param name="names">Names of the members.</param>
    /// <param name="parts">Number of parts of the patients.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <exception cref="UserErrorException">There are fewer patients than parts.</exception>
    public EnsembleData ToData(IReadOnlyList<string> names, int parts, ulong seed)
    {
        var patients = Rows.Select(row => row.Row.PatientId).ToArray();
        var count = patients.Distinct().Count();
        if (count < parts) { throw new UserErrorException($"{parts} parts of the patients (crossFits) need as many; the {Rows.Count} rows that all members have predicted are of {count}. Lower crossFits, or run the members on more data."); }
        return new EnsembleData
        {
            Members = [.. names.Select((name, i) => new EnsembleMember(name, [.. Rows.SelectMany(row => row.Scores[i]).Select(value => (double)value)]))],
            Truth = [.. Rows.SelectMany(row => row.Row.Distribution())],
            Classes = VoteClasses.Count,
            Groups = patients,
            Folds = PartsOf(patients, parts, seed),
            VoteCounts = [.. Rows.Select(row => row.Reference.VoteCount)],
        };
    }

    /// <summary>Patients in an order drawn by a seed, each to the part with the fewest rows so far.</summary>
    private static int[] PartsOf(long[] patients, int parts, ulong seed)
    {
        var loads = new int[parts];
        var partOf = new Dictionary<long, int>();
        foreach (var (patient, rows) in patients.CountBy(patient => patient).OrderByDescending(pair => pair.Value).ThenBy(pair => SeedHash.Derive(SeedHash.Derive(seed, "parts"), (ulong)pair.Key)))
        {
            var lightest = Array.IndexOf(loads, loads.Min());
            partOf[patient] = lightest;
            loads[lightest] += rows;
        }
        return [.. patients.Select(patient => partOf[patient])];
    }

    private static Dictionary<MemberWindow, float[]> IndexOf(MemberRun member, WindowOptions windows)
    {
        var index = new Dictionary<MemberWindow, float[]>();
        foreach (var prediction in member.Predictions) { index.TryAdd(MemberWindow.Of(member.Rows.Rows[prediction.RowIndex], windows, member.Sources), prediction.Score); }
        return index;
    }

    /// <summary>All rows of a unit that some member has predicted, each once.</summary>
    private static List<(RecordingRow Row, HeldOutPrediction Prediction)> CandidatesOf(IReadOnlyList<MemberRun> members, RowsUnit unit)
    {
        var seen = new HashSet<(long?, long?)>();
        return [.. members.Where(member => member.Unit == unit)
            .SelectMany(member => member.Predictions.OrderBy(prediction => prediction.RowIndex).Select(prediction => (Row: member.Rows.Rows[prediction.RowIndex], Prediction: prediction)))
            .Where(pair => seen.Add(unit switch
            {
                RowsUnit.Eeg => (pair.Row.EegId, null),
                RowsUnit.Row => (pair.Row.EegId, pair.Row.LabelId),
                _ => (pair.Row.SpectrogramId, null),
            }))];
    }
}
