namespace Hms.Experiments.Commands.Studies;

/// <summary>What a picture of a study is to show.</summary>
/// <param name="Objective">Words of the command line; null for the first objective.</param>
/// <param name="Parameters">Words of the command line, parted by commas; null for all.</param>
/// <param name="Method">How importance is measured.</param>
/// <param name="Now">Where the bars of running trials end.</param>
internal sealed record StudyViewRequest(string? Objective, string? Parameters, string Method, DateTimeOffset Now);
