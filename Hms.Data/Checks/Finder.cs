namespace Hms.Data.Checks;

/// <summary>Adds findings of one signal file.</summary>
internal readonly struct Finder(RecordingFacts facts, string? file)
{
    public void Error(string code, string message) => facts.Findings.Add(new(FindingSeverity.Error, code, file, null, null, message));

    public void Warning(string code, string message, int? row = null, string? column = null) => facts.Findings.Add(new(FindingSeverity.Warning, code, file, row, column, message));

    public void Info(string code, string message) => facts.Findings.Add(new(FindingSeverity.Info, code, file, null, null, message));
}
