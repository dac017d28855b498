using Hms.Data;

namespace Hms.Experiments.Ensembles.Files;

/// <summary>Reads an ensemble from plain CSV files: one of out-of-fold predictions for each model, one of votes, one of patients or folds.</summary>
public static class EnsembleReader
{
    /// <summary>How far the truth of two files that both hold it may differ.</summary>
    private const double TruthTolerance = 1e-5;

    /// <summary>Reads the files and joins them by id.</summary>
    /// <exception cref="HmsDataException">A file cannot be used; the message names the file, its row and what to do.</exception>
    /// <exception cref="UserErrorException">The files do not fit together, or patients and folds are unknown.</exception>
    public static EnsembleInput Read(EnsembleSource source)
    {
        if (source.Predictions.Count == 0) { throw new UserErrorException("An ensemble needs at least one file of predictions."); }
        var warnings = new List<string>();
        var members = source.Predictions.Select(PlainTable.Read).ToList();
        var truth = source.Truth is { } path ? PlainTable.Read(path) : null;
        var truthColumns = truth is null ? null : ClassColumns.RequireTruth(truth, warnings.Add);
        string? hint = null;
        if (truth is not null && EegVotes.AreSeveral(truth, members))
        {
            if (RowJoin.HasIds([.. members, truth])) { hint = $"{truth.Path} has several rows an EEG and the predictions have one, but are joined to it by another id than eeg_id: each EEG is judged by the votes of that one row. Where the votes of its rows are to be summed, take that id (label_id, eeg_sub_id) out of the predictions."; }
            else
            {
                truth = EegVotes.Summed(truth, truthColumns!, warnings.Add);
                truthColumns = ClassColumns.RequireTruth(truth, _ => { }); // by the same names, of which it was told
            }
        }
        List<PlainTable> tables = truth is null ? members : [.. members, truth];
        var joined = RowJoin.Of(tables, source.Match, hint, warnings.Add);
        if (hint is not null) { warnings.Add(hint); }
        IdAgreement.Require(tables, joined.Rows, joined.Key, warnings.Add);
        var columns = members.Select(member => ClassColumns.ForPredictions(member, warnings.Add)).ToList();
        var votes = truth is not null ? TruthRows.Read(truth, truthColumns!, joined.Rows[^1], warnings.Add) : ReadTruth(members, columns, joined, warnings.Add);
        var kept = Kept(joined.Ids.Count, votes.Counts, source.MinVotes, truth ?? members[0]);
        int[][] rows = [.. joined.Rows.Select(all => kept.Select(i => all[i]).ToArray())];
        var names = MemberNames.Of(source.Predictions);
        string[] ids = [.. kept.Select(i => joined.Ids[i])];
        var groups = ReadGroups(source, tables, joined.Key, ids, rows, warnings.Add);
        var data = new EnsembleData
        {
            Classes = VoteClasses.Count,
            Truth = EnsembleParts.Pick(votes.Distributions, kept, VoteClasses.Count),
            Members = [.. members.Select((member, m) => new EnsembleMember(names[m], MemberRows.Read(member, columns[m], rows[m], source.Sums, warnings.Add)))],
            VoteCounts = votes.Counts is { } counts ? EnsembleParts.Pick(counts, kept, 1) : null,
        };
        SingleChecks.Require(data, source.Predictions, warnings.Add);
        var (split, sentence) = EnsembleSplit.Choose(data, groups, source, warnings.Add);
        var key = joined.Key;
        var keys = rows[0].Select(row => key.ValuesOf(tables[0], row)).ToList();
        return new EnsembleInput(split, key.Text, key.Names.Count == 0 ? ["id"] : key.Names, keys, groups.Groups, sentence, joined.LeftOut + joined.Ids.Count - kept.Length, warnings);
    }

    private static TruthRows ReadTruth(List<PlainTable> members, List<ClassColumns> columns, RowJoin joined, Action<string> warn)
    {
        TruthRows? found = null;
        var holder = "";
        for (var m = 0; m < members.Count; m++)
        {
            if (ClassColumns.ForTruth(members[m], columns[m], warn) is not { } set) { continue; }
            var votes = TruthRows.Read(members[m], set, joined.Rows[m], warn);
            if (found is null)
            {
                (found, holder) = (votes, members[m].Path);
                continue;
            }
            for (var i = 0; i < votes.Distributions.Length; i++)
            {
                if (Math.Abs(votes.Distributions[i] - found.Distributions[i]) <= TruthTolerance) { continue; }
                throw members[m].Error(joined.Rows[m][i / VoteClasses.Count], set.Columns[i % VoteClasses.Count], $"the truth of {joined.Ids[i / VoteClasses.Count]} is another than in {holder}; the rows of the two are not the same.");
            }
        }
        return found ?? throw new UserErrorException("No file of predictions holds the votes too; give them with --truth FILE (an id and six columns of votes or shares).");
    }

    private static int[] Kept(int rows, double[]? counts, int minVotes, PlainTable truth)
    {
        if (minVotes <= 0) { return [.. Enumerable.Range(0, rows)]; }
        if (counts is null) { throw new HmsDataException(truth.Path, $"holds shares of votes, not counts, so that --min-votes {minVotes} cannot be told; add a column votes, or leave the option out."); }
        int[] kept = [.. Enumerable.Range(0, rows).Where(row => counts[row] >= minVotes)];
        return kept.Length > 0 ? kept : throw new UserErrorException($"No row has {minVotes} votes; the most is {counts.Max()}. Give a smaller --min-votes.");
    }

    private static GroupColumns ReadGroups(EnsembleSource source, List<PlainTable> tables, RowKey key, string[] ids, int[][] rows, Action<string> warn)
    {
        int[] order = [.. Enumerable.Range(0, tables.Count).Reverse()]; // the truth, which comes last, is asked first
        var told = order.Select(i => GroupColumns.Of(tables[i], rows[i])).ToList();
        var known = told.Aggregate(new GroupColumns(null, null), (sum, one) => sum.Or(one));
        if (source.Groups is { } path)
        {
            var holder = Array.FindIndex(order, i => tables[i].IndexOf(KnownColumns.Eeg) >= 0);
            var table = PlainTable.Read(path);
            var found = GroupRows.Find(table, key, ids, holder < 0 ? null : Eegs(tables[order[holder]], rows[order[holder]]), warn);
            IdAgreement.Require([.. order.Select(i => tables[i]), found.Table], [.. order.Select(i => rows[i]), found.Rows], found.Key, warn);
            var given = GroupColumns.Of(table, found.Rows);
            known = given.Or(known);
            if (given.Folds is not null) { return known; } // named expressly: whatever the other files say
        }
        if (known.Folds is null || source.Parts is not null) { return known; }
        var other = told.FindIndex(one => one.Folds is { } folds && !GroupColumns.SameParts(known.Folds, folds));
        if (other < 0) { return known; }
        var first = told.FindIndex(one => one.Folds is not null);
        var (a, b) = (tables[order[first]].Path, tables[order[other]].Path);
        if (known.Groups is null) { throw new UserErrorException($"The folds of {a} and {b} are not the same parts of the rows, and no file names the patients. Give --groups FILE with a column patient_id, or with the fold to go by."); }
        warn($"The folds of {a} and {b} are not the same parts of the rows; parts of the patients are made instead.");
        return known with { Folds = null };
    }

    private static string[] Eegs(PlainTable table, int[] rows)
    {
        var column = table.IndexOf(KnownColumns.Eeg);
        return [.. rows.Select(row => RowKey.Normalised(table.Rows[row][column]))];
    }
}
