namespace Hms.Tuning.Running.Terminators;

/// <summary>Ends a sweep before its budget is used up. Keeps no state between calls: the same context gives the same answer, so a resumed sweep ends at the same trial.</summary>
public interface ITerminator
{
    /// <summary>Why no further trial is worth beginning, as a sentence; null to go on.</summary>
    /// <param name="context">The trials that the next one would learn from.</param>
    string? ReasonToStop(TerminationContext context);
}
