namespace Hms.Experiments.Running.Ensembles;

/// <summary>One member of an ensemble.</summary>
/// <param name="Name">Name of its experiment.</param>
/// <param name="Run">Folder of its run.</param>
/// <param name="RecordSha256">SHA-256 of the run's run.json.</param>
/// <param name="ModelSha256">SHA-256 of the run's winner.zip.</param>
/// <param name="Trial">The trial of a sweep; null for a training.</param>
/// <param name="Kl">Its own KL on the rows of the ensemble.</param>
/// <param name="Scored">Rows of other members that its fold models scored for the ensemble, out of fold.</param>
/// <param name="Lacking">Rows of other members for which it has no prediction.</param>
internal sealed record MemberOutcome(string Name, string Run, string RecordSha256, string ModelSha256, int? Trial, double Kl, int Scored, int Lacking)
{
    /// <summary>Trials of the sweep among which <see cref="Trial"/> was chosen by the very rows that judge it; 1 for a training.</summary>
    public int Trials { get; init; } = 1;
}
