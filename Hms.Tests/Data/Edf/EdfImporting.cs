using Hms.Data.Edf.Import;

namespace Hms.Tests.Data.Edf;

/// <summary>Imports that end with their test.</summary>
internal static class EdfImporting
{
    public static EdfImportSummary Run(IReadOnlyList<string> inputs, string output, EdfImportOptions options) =>
        EdfImport.Run(inputs, output, options, ct: TestContext.Current.CancellationToken);
}
