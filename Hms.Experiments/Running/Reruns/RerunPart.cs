namespace Hms.Experiments.Running.Reruns;

/// <summary>One thing that a run and its repetition were compared by.</summary>
/// <param name="Name">The file, or what of it.</param>
/// <param name="Difference">The first difference, in words; null where there is none.</param>
internal sealed record RerunPart(string Name, string? Difference);
