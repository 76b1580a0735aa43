# PowerShell without or with the module.
param([string] $Module)
if ($Module) { Import-Module $Module }
