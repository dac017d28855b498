namespace Hms.Experiments.Configuration;

/// <summary>How much a printed experiment tells.</summary>
public enum ResolvedDetail
{
    /// <summary>The values only; the result can stand in an experiments file itself.</summary>
    Values,

    /// <summary>Each value with where it came from.</summary>
    Origins,
}
