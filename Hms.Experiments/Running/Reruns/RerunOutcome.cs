namespace Hms.Experiments.Running.Reruns;

/// <summary>How a run compares with its repetition.</summary>
/// <param name="Run">Folder of the run.</param>
/// <param name="Rerun">Folder of the repetition.</param>
/// <param name="Parts">What was compared.</param>
/// <param name="EnvironmentDifferences">What differs in versions and machine, as sentences.</param>
internal sealed record RerunOutcome(string Run, string Rerun, IReadOnlyList<RerunPart> Parts, IReadOnlyList<string> EnvironmentDifferences)
{
    /// <summary>What is never compared, because it differs legitimately.</summary>
    public static IReadOnlyList<string> Ignored { get; } =
    [
        "times and rates (started, seconds, images per second)", "paths, command line, versions and machine (listed separately)",
        "in winner.zip: version stamps of ML.NET (Model.key, TrainingInfo), the list of packages and the hashes over these",
        "in networks: the version of hms that wrote them",
    ];

    /// <summary>Whether all that was compared is equal to the last bit.</summary>
    public bool IsEqual => Parts.All(part => part.Difference is null);
}
