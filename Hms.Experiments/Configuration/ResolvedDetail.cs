namespace Hms.Experiments.Configuration;

/// <summary>How much a printed experiment tells.</summary>
public enum ResolvedDetail
{
    /// <summary>The values only; the result can stand in an experiments file itself.</summary>
    Values,

    /// <summary>Each value with where it came from.</summary>
    Origins,

    /// <summary>The values that are not the default, and the blocks that have any: equal for equal settings, however they were written, and the same when settings with defaults are added.</summary>
    Differences,
}
