using Hms.Experiments.Evaluation;
using Hms.Experiments.Running;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>Where two runs differ: by class and by patient, on the rows that both hold out.</summary>
/// <param name="Reference">The one.</param>
/// <param name="Candidate">The other.</param>
/// <param name="Index">Place of the other in the comparison, from 1.</param>
/// <param name="Classes">Paired gain on the rows of each consensus; classes without rows are left out.</param>
/// <param name="Patients">All patients, by rising difference.</param>
internal sealed record PairedDetail(string Reference, string Candidate, int Index, IReadOnlyList<(string Name, PairedGain Gain)> Classes, IReadOnlyList<PatientDifference> Patients)
{
    private const int ListedAtEachEnd = 5;

    /// <summary>The patients on whom the candidate gains most and loses most, the gains first.</summary>
    public IReadOnlyList<PatientDifference> Extremes =>
        [.. Patients.Reverse().Where(x => x.Difference > 0).Take(ListedAtEachEnd), .. Patients.Where(x => x.Difference < 0).Take(ListedAtEachEnd).Reverse()];

    /// <summary>Compares two runs.</summary>
    public static PairedDetail Of(ComparedRun reference, ComparedRun candidate, int index)
    {
        var rows = PairedRows.Join([reference.Compared, candidate.Compared]);
        var names = reference.Evaluation.Classes.Select(x => x.Name).ToArray();
        var all = Enumerable.Range(0, rows.Rows.Count).ToArray();
        var classes = all.GroupBy(i => ModelEvaluator.IndexOfLargest(rows.Rows[i].Votes)).OrderBy(x => x.Key)
            .Select(x => (names[x.Key], PairedGain.Compute([.. x.Select(i => rows.Scores[0][i])], [.. x.Select(i => rows.Scores[1][i])], [.. x.Select(i => rows.PatientIds[i])])));
        var patients = all.GroupBy(i => rows.PatientIds[i])
            .Select(x => new PatientDifference(x.Key, x.Count(), x.Average(i => rows.Scores[0][i]), x.Average(i => rows.Scores[1][i])))
            .OrderBy(x => x.Difference).ThenBy(x => x.PatientId);
        return new PairedDetail(reference.Name, candidate.Name, index, [.. classes], [.. patients]);
    }
}
